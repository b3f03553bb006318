using System.Runtime.InteropServices;
using WConsole.Cli;
using WConsole.Sample;

namespace WConsole;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (args is [SampleArguments.Verb, .. var words])
        {
            return await SampleAsync(words);
        }

        var screen = Rehearsal.IsScreen(args);
        var line = screen ? StartLine.Show() : null;
        var ahead = Composition.Ahead(args);
        Rehearsal.Begin(args, screen);
        using var stop = new CancellationTokenSource();
        var signalled = ExitCode.Done;
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, ExitCode.Interrupted));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, ExitCode.Terminated));
        var streams = Streams.Standard() with { StartLine = line };
#pragma warning disable CA1031 // The last edge: whatever is wrong ends as one line and a number, never as a stack trace.
        try
        {
            return await CommandLine.RunAsync(args, Composition.Host(streams, ahead), stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            streams.Say(signalled == ExitCode.Interrupted ? "wconsole: interrupted" : "wconsole: terminated");
            return (int)signalled;
        }
        catch (Exception bug)
        {
            streams.Say($"wconsole: internal error, {bug.GetType().Name}: {bug.Message}; this is a bug, please report it with the command line (WCONSOLE_TRACE=1 shows where)");
            if (Environment.GetEnvironmentVariable("WCONSOLE_TRACE") == "1")
            {
                streams.Error.Value.WriteLine(bug);
            }

            return (int)ExitCode.Failed;
        }
#pragma warning restore CA1031
        finally
        {
            line?.Erase();
        }

        void Stop(PosixSignalContext context, ExitCode code)
        {
            context.Cancel = true;
            signalled = code;
            stop.Cancel();
        }
    }

    // A worker of the demo: it has its own signals, and nothing of the console.
    private static async Task<int> SampleAsync(string[] words)
    {
        var streams = Streams.Standard();
        if (SampleArguments.Parse(words) is not { } arguments)
        {
            streams.Say($"wconsole: {SampleArguments.Verb} is started by wconsole demo");
            return (int)ExitCode.Usage;
        }

        using var worker = new SampleWorker(arguments, line => streams.Data(line + "\n"), TimeProvider.System);
        return await worker.RunAsync(Environment.GetEnvironmentVariable("NOTIFY_SOCKET"), CancellationToken.None);
    }
}
