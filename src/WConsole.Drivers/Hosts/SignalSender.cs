using System.Runtime.InteropServices;
using WConsole.Fleet.Actions;

namespace WConsole.Drivers.Hosts;

/// <summary>
/// Sends a signal to one proven process and to no other: its start time is compared right before, on a descriptor that
/// pins the process, so that a reused pid is never hit. One process is signalled, never a group.
/// </summary>
/// <param name="usePidfd">False takes plain kill(2), as on kernels before 5.3.</param>
public sealed class SignalSender(ProcFs proc, bool usePidfd = true)
{
    private const int NoSuchProcess = 3;
    private const int NotPermitted = 1;

    /// <summary>Sends it, or says why not.</summary>
    public SignalOutcome Send(int pid, long startTicks, string name)
    {
        if (SignalNames.Number(name) is not { } number)
        {
            return new SignalOutcome(SignalResult.Refused, $"signal {name} is not one that is sent to workers");
        }

        // kill(2) reads 0 and negative numbers as process groups.
        if (pid <= 1)
        {
            return new SignalOutcome(SignalResult.Refused, $"pid {pid} is no worker's");
        }

        var descriptor = usePidfd ? LibC.PidfdOpen(pid) : -1;
        try
        {
            switch (proc.Brief(pid))
            {
                case ProcessLook.Alive alive when alive.StartTicks == startTicks:
                    break;
                case ProcessLook.Unreadable unreadable:
                    return new SignalOutcome(SignalResult.Refused, $"signal {name} not sent: {unreadable.Why}");
                default:
                    return new SignalOutcome(SignalResult.Gone, $"pid {pid} is gone: {name} was not sent");
            }

            var sent = descriptor >= 0 ? LibC.PidfdSend(descriptor, number) : LibC.Kill(pid, number);
            var error = sent == 0 ? 0 : Marshal.GetLastPInvokeError();
            return error switch
            {
                0 => new SignalOutcome(SignalResult.Sent, $"{name} sent to pid {pid}"),
                NoSuchProcess => new SignalOutcome(SignalResult.Gone, $"pid {pid} is gone: {name} was not sent"),
                NotPermitted => new SignalOutcome(SignalResult.Refused, $"not permitted to send {name} to pid {pid}: run wconsole as the worker's user"),
                _ => new SignalOutcome(SignalResult.Refused, $"{name} to pid {pid} failed: {Marshal.GetPInvokeErrorMessage(error)}"),
            };
        }
        finally
        {
            if (descriptor >= 0)
            {
                _ = LibC.Close(descriptor);
            }
        }
    }
}

/// <summary>What became of a signal.</summary>
public enum SignalResult
{
    Sent,

    /// <summary>The process had already ended, or its pid belongs to another one now.</summary>
    Gone,

    /// <summary>It was not sent, and the text says why.</summary>
    Refused,
}

/// <summary>What became of a signal, with one line for people.</summary>
public readonly record struct SignalOutcome(SignalResult Result, string Text);
