using System.Collections.Concurrent;
using System.Globalization;
using WConsole.Drivers.Hosts;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Launch;
using WConsole.Fleet.Ports;

namespace WConsole.Drivers.Frameworks.Kept;

/// <summary>Carries out the steps of routes on kept programs and reports what came of each.</summary>
internal sealed class KeptSteps(ProcFs proc, TimeProvider time)
{
    private static readonly TimeSpan PingWithin = TimeSpan.FromSeconds(5);

    private readonly SignalSender _signals = new(proc);
    private readonly ProcessExit _exit = new(proc, time);
    private readonly AppendedReader _appended = new(time);

    // Where each log ended right before the signal that makes it grow.
    private readonly ConcurrentDictionary<string, long> _ends = new(StringComparer.Ordinal);

    public async Task<StepReport> RunAsync(RouteStep step, ProgramStatus program, ILauncherLine line, CancellationToken cancellationToken)
    {
        switch (step)
        {
            case RouteStep.RemoteControl { Command: "ping" }:
                return await PingAsync(program, line, cancellationToken);
            case RouteStep.Keeper order:
                return await OrderAsync(order, line, cancellationToken);
            case RouteStep.Signal signal:
                return Signal(signal, program);
            case RouteStep.AwaitGone wait:
                return await _exit.WaitAsync(wait.Pid, wait.StartTicks, wait.AtMost, cancellationToken)
                    ? new StepReport(true, $"pid {wait.Pid} is gone")
                    : new StepReport(false, $"pid {wait.Pid} still lives after {wait.AtMost.TotalSeconds:0} s");
            case RouteStep.ReadAppended read:
                var appended = await _appended.ReadAsync(read.Path, _ends.TryRemove(read.Path, out var end) ? end : AppendedReader.EndOf(read.Path), read.AtMost, cancellationToken);
                return appended.Fault is { } fault ? new StepReport(false, fault)
                    : appended.Text.Trim().Length == 0 ? new StepReport(false, $"nothing was written to {read.Path}")
                    : new StepReport(true, "written to its log", appended.Text);
            default:
                return new StepReport(false, $"'{step.Text}' is no step of this driver");
        }
    }

    // It cannot be asked, but it reports by itself: the next report is the answer.
    private async Task<StepReport> PingAsync(ProgramStatus program, ILauncherLine line, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(PingWithin);
        var begun = time.GetTimestamp();
        var picture = line.Picture;
        try
        {
            while (!picture.Ended)
            {
                picture = await line.NextAsync(picture.Version, patience.Token);
                if (picture.Find(program.Id) is { State: var state } now && KeptFacts.Heard(program, now))
                {
                    return new StepReport(true, $"its next report came after {time.GetElapsedTime(begun).TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture)} ms: {state.Report.Status ?? "no words"}");
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Out of patience.
        }

        return new StepReport(false, $"it reported nothing for {PingWithin.TotalSeconds:0} s");
    }

    private static async Task<StepReport> OrderAsync(RouteStep.Keeper order, ILauncherLine line, CancellationToken cancellationToken)
    {
        LaunchRequest? request = order.Order switch
        {
            "stop" => new LaunchRequest.Stop([order.Unit], null),
            "restart" => new LaunchRequest.Restart([order.Unit]),
            "kill" => new LaunchRequest.Kill([order.Unit]),
            _ => null,
        };
        return request is null
            ? new StepReport(false, $"the launcher knows no {order.Order}")
            : await line.AskAsync(request, cancellationToken) switch
            {
                LaunchReply.Refused refused => new StepReport(false, refused.Remedy.Length == 0 ? refused.Why : $"{refused.Why}; {refused.Remedy}"),
                _ => new StepReport(true, $"the launcher took it: {order.Order} {order.Unit}"),
            };
    }

    private StepReport Signal(RouteStep.Signal signal, ProgramStatus program)
    {
        // What the launcher says is its process is one of ours; the sender compares pid and start time once more.
        if (signal.Name == "USR1" && program.LogFile is { } log)
        {
            _ends[log] = AppendedReader.EndOf(log);
        }

        var outcome = _signals.Send(signal.Pid, signal.StartTicks, signal.Name);
        return new StepReport(outcome.Result == SignalResult.Sent || (outcome.Result == SignalResult.Gone && signal.Name is "TERM" or "QUIT" or "KILL"), outcome.Text);
    }
}
