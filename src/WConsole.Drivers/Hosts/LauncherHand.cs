using System.Globalization;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Launch;
using WConsole.Fleet.Ports;

namespace WConsole.Drivers.Hosts;

/// <summary>Gives a process that nobody keeps to the local launcher: noted while it lives, and started by the launcher when it has ended, whoever asked for it is gone or not.</summary>
/// <param name="door">The way to the launcher; null: there is none here.</param>
/// <param name="within">How long the first start may take to fail or to count.</param>
internal sealed class LauncherHand(ProcFs proc, Func<ILauncherDoor>? door, TimeProvider time, TimeSpan within)
{
    private readonly RecipeReader _recipes = new(proc);

    /// <summary>The launcher notes how it was started, and waits for its end.</summary>
    /// <param name="make">A recipe → the group that the launcher keeps.</param>
    public async Task<StepReport> NoteAsync(RouteStep.HandOver step, Func<ProcessRecipe, WorkerGroup> make, CancellationToken cancellationToken)
    {
        var reading = _recipes.Read(step.Pid, step.StartTicks);
        return reading.Recipe is not { } recipe
            ? new StepReport(false, $"{reading.Why}: nothing was stopped")
            : await AskAsync(start: true, async line => await line.AskAsync(new LaunchRequest.Add(make(recipe), AtOnce: false), cancellationToken) switch
            {
                LaunchReply.Refused refused => new StepReport(false, $"nothing was stopped: {refused.Why}; {refused.Remedy}"),
                _ => new StepReport(true, $"the local launcher noted it as {step.Unit}"),
            }, cancellationToken);
    }

    /// <summary>What was noted is not to be started after all: the process it was made of lives on.</summary>
    public Task ForgetAsync(string unit, CancellationToken cancellationToken) => AskAsync(
        start: false,
        async line =>
        {
            await line.AskAsync(new LaunchRequest.Remove([unit[..unit.LastIndexOf(':')]]), cancellationToken);
            return new StepReport(true, "");
        },
        cancellationToken);

    /// <summary>Waits until what was noted is started; asks for it, should that have been taken back meanwhile.</summary>
    public Task<StepReport> StartAsync(string unit, CancellationToken cancellationToken) => AskAsync(start: true, line => StartAsync(unit, line, cancellationToken), cancellationToken);

    private async Task<StepReport> StartAsync(string unit, ILauncherLine line, CancellationToken cancellationToken)
    {
        if (await line.AskAsync(new LaunchRequest.Start([unit]), cancellationToken) is LaunchReply.Refused refused)
        {
            return new StepReport(false, $"it ended, and was not started again: {refused.Why}; {refused.Remedy}");
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var begun = time.GetTimestamp();
        var picture = line.Picture;
        try
        {
            patience.CancelAfter(within);
            while (!picture.Ended)
            {
                var program = picture.Find(unit);
                if (LaunchGoal.UpAtOnce(program) is { Result: GoalResult.Failed, Text: var why })
                {
                    return new StepReport(false, $"it ended, and could not be started again: {why}; the local launcher tries on: wconsole logs {unit}");
                }

                if (program?.State is { Phase: ProgramPhase.Running, Process: { } process })
                {
                    return new StepReport(true, string.Create(CultureInfo.InvariantCulture, $"started as pid {process.Pid}, kept as {unit}"));
                }

                picture = await line.NextAsync(picture.Version, patience.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new StepReport(true, string.Create(CultureInfo.InvariantCulture, $"started {time.GetElapsedTime(begun).TotalSeconds:0} s ago, kept as {unit}"));
        }

        return new StepReport(false, "the local launcher ended meanwhile; wconsole up, then wconsole start " + unit);
    }

    private async Task<StepReport> AskAsync(bool start, Func<ILauncherLine, Task<StepReport>> what, CancellationToken cancellationToken)
    {
        if (door is null)
        {
            return new StepReport(false, "there is no local launcher here");
        }

        try
        {
            var opening = await door().OpenAsync(start, cancellationToken);
            if (opening.Line is not { } line)
            {
                return new StepReport(false, opening.Remedy.Length == 0 ? opening.Why : $"{opening.Why}; {opening.Remedy}");
            }

            await using (line)
            {
                return await what(line);
            }
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException or InvalidOperationException)
        {
            return new StepReport(false, "the local launcher ended meanwhile");
        }
    }
}
