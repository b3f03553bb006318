using System.Collections.Immutable;
using WConsole.Cli.Output;
using WConsole.Engine;
using WConsole.Fleet.Model;
using WConsole.Fleet.State;
using WConsole.Fleet.Views;
using WConsole.Settings;

namespace WConsole.Cli;

/// <summary>The frame of a listing; or the error when nothing was reached.</summary>
internal sealed record GatheredFrame(ListingFrame? Frame, CliError? Error);

/// <summary>A cluster with its engine running, for one verb.</summary>
internal sealed class Session : IAsyncDisposable
{
    /// <summary>How long answers are waited for when <c>--timeout</c> does not say.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // A second more than the sources take by themselves, so that their own words are told.
    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(6);

    private readonly Call _call;

    private Session(Call call, ConsoleSettings settings, ClusterChoice.Chosen chosen, FleetEngine engine)
    {
        _call = call;
        Settings = settings;
        Choice = chosen;
        Engine = engine;
    }

    public ConsoleSettings Settings { get; }

    public ClusterChoice.Chosen Choice { get; }

    public ClusterSettings Cluster => Choice.Cluster;

    public FleetEngine Engine { get; }

    public bool ReadOnly => Settings.ReadOnly || Cluster.ReadOnly;

    /// <summary>Settings → cluster → engine, started. Warnings are told on the way.</summary>
    public static (Session? Session, CliError? Error) Open(Call call)
    {
        var (settings, chosen, error) = Choose(call);
        if (error is not null)
        {
            return (null, error);
        }

        var folders = XdgFolders.From(call.Host.Inputs(call.Flags));
        if (folders.MakeState() is { } noState)
        {
            call.Host.Streams.Say($"wconsole: warning: {noState}");
        }

        var opening = call.Host.Open(chosen!.Cluster, folders, false);
        if (opening.Engine is not { } engine)
        {
            return (null, opening.Error);
        }

        engine.Start();
        return (new Session(call, settings!, chosen, engine), null);
    }

    /// <summary>Settings and the cluster they choose, without connecting to it.</summary>
    public static (ConsoleSettings? Settings, ClusterChoice.Chosen? Chosen, CliError? Error) Choose(Call call)
    {
        var inputs = call.Host.Inputs(call.Flags);
        var outcome = SettingsPipeline.Load(inputs);
        if (!outcome.Problems.IsEmpty)
        {
            foreach (var more in outcome.Problems.Skip(1))
            {
                call.Host.Streams.Say($"wconsole: {more.Text}");
            }

            return (null, null, Usage(outcome.Problems[0]));
        }

        switch (ClusterChoice.Choose(outcome.Settings, inputs))
        {
            case ClusterChoice.Chosen chosen:
                foreach (var warning in outcome.Warnings.AddRange(chosen.Warnings))
                {
                    call.Host.Streams.Say($"wconsole: warning: {warning}");
                }

                return (outcome.Settings, chosen, null);
            case ClusterChoice.Wrong wrong:
                return (null, null, Usage(wrong.Problem));
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>Declares interests and waits for their picture: no longer than it takes, at most the timeout after connecting.</summary>
    public async Task<GatheredFrame> GatherAsync(ImmutableArray<Interest> interests, CancellationToken token)
    {
        using var lease = Engine.Declare("batch", interests);
        // At least: a launcher that lives beside them is one more.
        await Engine.WhenAsync(s => s.Sources.Length >= Cluster.Sources.Length && s.Sources.All(IsDecided), ConnectWithin, token);
        var patience = _call.Timeout ?? Patience;
        var (snapshot, picture) = await Engine.GatherAsync("batch picture", interests, patience, token);
        if (!snapshot.Sources.Any(s => (s.Phase == SourcePhase.Connected || s.EverConnected) && Counts(s, snapshot)))
        {
            return new GatheredFrame(null, Unreached(snapshot));
        }

        if (Choice.Guessed)
        {
            Tell(snapshot);
        }

        List<string> problems = [.. picture.Problems];
        if (!picture.Settled)
        {
            problems.Add($"not everything answered within {patience.TotalSeconds:0.###} s; wait longer with --timeout");
        }

        return new GatheredFrame(new ListingFrame(Cluster.Name, new ViewContext(snapshot), problems.Count == 0, problems), null);
    }

    public ValueTask DisposeAsync() => _call.Host.EndsWithVerb ? Engine.LeaveAsync() : Engine.DisposeAsync();

    // A launcher that is merely beside the cluster's own sources has reached nothing while it keeps nothing of the cluster.
    private bool Counts(SourceState source, FleetSnapshot snapshot) => snapshot.Sources.Length <= Cluster.Sources.Length
        || Cluster.Sources.Any(s => s.Name == source.Id.Value) || snapshot.Workers.Items.Any(w => w.Worker.Source == source.Id);

    private static bool IsDecided(SourceState source) => source.Phase == SourcePhase.Connected || source.Why is not null;

    private void Tell(FleetSnapshot snapshot) => _call.Host.Streams.Say(
        snapshot.Workers.Items.Count == 0
            ? $"wconsole: nothing is configured; a Redis answers at {Cluster.Sources[0].Masked}, but no Celery worker was seen on it: give -b redis://HOST:6379/DB, or write {Folders().ConfigFile}"
            : $"wconsole: nothing is configured; found {FleetSummary.Of(snapshot).Text} at {Cluster.Sources[0].Masked}");

    private CliError Unreached(FleetSnapshot snapshot)
    {
        var whys = snapshot.Sources.Select(s => s.Why ?? $"no answer from {s.Address} within {ConnectWithin.TotalSeconds:0} s").ToList();
        var why = whys.Count == 0 ? $"no source of {Cluster.Name} could be started" : string.Join("; ", whys);
        return Choice.Guessed
            ? new CliError(ExitCode.Unknown, $"nothing is configured, and no Redis answers at {Cluster.Sources[0].Masked} ({why})", $"give -b redis://HOST:6379/0, or write {Folders().ConfigFile}")
            : new CliError(ExitCode.Unknown, why, "");
    }

    private XdgFolders Folders() => XdgFolders.From(_call.Host.Inputs(_call.Flags));

    private static CliError Usage(SettingsProblem problem) =>
        new(ExitCode.Usage, problem.Line > 0 ? $"{problem.Origin}:{problem.Line}: {problem.What}" : $"{problem.Origin}: {problem.What}", problem.Remedy);
}
