using System.Collections.Immutable;
using WConsole.Cli.Output;
using WConsole.Engine;
using WConsole.Fleet.Actions;
using WConsole.Fleet.State;
using WConsole.Fleet.Views;

namespace WConsole.Cli;

/// <summary>Every acting verb: find the targets, plan, ask for what is missing, act, and watch the effect.</summary>
internal static class ActVerb
{
    private static readonly TimeSpan KeepAliveEvery = TimeSpan.FromSeconds(30);

    public static async Task<ExitCode> RunAsync(Call call, ActRequest request, CancellationToken token)
    {
        if (request.Targets.NamesNobody)
        {
            return call.Fail(new CliError(ExitCode.Usage, "no target is named", "name workers, or give --match GLOB, --filter TEXT or --all"));
        }

        if (request.Amount is < 1)
        {
            return call.Fail(new CliError(ExitCode.Usage, $"{request.Info.Verb} needs a number of at least 1", $"write {request.Info.Verb} 1 ID"));
        }

        var (session, error) = Session.Open(call);
        if (session is null)
        {
            return call.Fail(error!);
        }

        await using (session)
        {
            if (session.ReadOnly && request.Info.Id != ActionId.Ping)
            {
                return call.Fail(new CliError(ExitCode.Usage, $"{request.Info.Verb} is refused: this is read-only", "leave out --readonly, or take readonly: true out of the settings"));
            }

            var (workers, frame, wrong) = await Selection.OfAsync(session, request.Targets, [], token);
            return frame is null ? call.Fail(wrong!) : await ActAsync(call, session, request, workers, frame, token);
        }
    }

    private static async Task<ExitCode> ActAsync(Call call, Session session, ActRequest request, ImmutableArray<WorkerState> workers, ListingFrame frame, CancellationToken token)
    {
        var action = new FleetAction(request.Info.Id, [.. workers.Select(w => w.Worker.Id)], request.Amount, call.Timeout, request.Then, $"{call.Host.UserName()} (batch)", request.Signal);
        var plans = await session.Engine.PrepareAsync(action, token);
        var costs = request.Then is { } then ? plans.Concat(await session.Engine.PrepareAsync(action with { Action = then, Then = null }, token)).ToList() : [.. plans];
        if (request.DryRun)
        {
            Printed.List(call, new Listing<TargetPlan>(
                "wconsole/plan/1", PlanRow.Spec, plans, (json, p) => PlanRow.Write(json, p, frame.View), p => p.Target.ToString(), json => json.WriteString("action", request.Info.Id.Value)), frame);
            return request.DetailedExitCode && plans.Any(p => p.Plan is ActionPlan.Ready) ? ExitCode.Pending : ExitCode.Done;
        }

        var risk = costs.Select(p => p.Plan).OfType<ActionPlan.Ready>().Select(r => r.Risk).DefaultIfEmpty(Risk.Safe).Max();
        if (risk == Risk.Lossy)
        {
            Warn(call, costs);
        }

        return ActGate.Check(request, risk, session.Cluster) is { } missing ? call.Fail(missing) : await FollowAsync(call, session, request, action, token);
    }

    private static async Task<ExitCode> FollowAsync(Call call, Session session, ActRequest request, FleetAction action, CancellationToken token)
    {
        var follow = new ActFollow(session.Engine.Submit(action), request.Then, new Progress(call.Host.Streams));
        var snapshot = session.Engine.Snapshot();
        while ((await session.Engine.WhenAsync(s => follow.Look(snapshot = s), KeepAliveEvery, token)) is null)
        {
            follow.KeepAlive();
        }

        var frame = new ListingFrame(session.Cluster.Name, new ViewContext(snapshot), true, []);
        Printed.List(call, new Listing<ActionRun>(
            "wconsole/actions/1", RunRow.Spec, follow.Runs, (json, r) => RunRow.Write(json, r, frame.View), r => r.Target.ToString()), frame);
        if (call.Format is OutputFormat.Table or OutputFormat.Wide)
        {
            foreach (var run in follow.Runs.Where(r => r.Detail is not null))
            {
                call.Host.Streams.Data($"\n== {PlainText.Line(run.Before.Name)}\n{PlainText.Lines(run.Detail!.TrimEnd())}\n");
            }
        }

        return ActFollow.Result(follow.Runs);
    }

    private static void Warn(Call call, IEnumerable<TargetPlan> plans)
    {
        foreach (var plan in plans)
        {
            foreach (var loss in PlanRow.Losses(plan))
            {
                call.Host.Streams.Say($"{plan.Worker?.Name ?? plan.Target.Place}: at risk: {PlanRow.Text(loss)}");
            }
        }
    }
}
