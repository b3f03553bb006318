using System.Collections.Immutable;
using System.Globalization;
using WConsole.Cli.Output;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Model;
using WConsole.Fleet.State;
using WConsole.Fleet.Views;
using WConsole.Settings;
using WConsole.Settings.Groups;

namespace WConsole.Cli;

/// <summary>What fits the last word of a command line, for the scripts of <see cref="CompletionVerb"/>: <c>complete -- WORD…</c>. Never an error, never long.</summary>
internal static class Completion
{
    // A key that hangs is worse than one that completes nothing.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    public static async Task<ExitCode> RunAsync(CliHost host, string[] words, CancellationToken token)
    {
        var (before, current) = words.Length == 0 ? ([], "") : (words[..^1], words[^1]);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(Patience);
        try
        {
            foreach (var word in (await OfAsync(host, before, current, limit.Token)).Where(w => w.StartsWith(current, StringComparison.Ordinal)).Distinct())
            {
                host.Streams.Data(word + "\n");
            }
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            // Too slow to be of use.
        }

        return ExitCode.Done;
    }

    private static async Task<IEnumerable<string>> OfAsync(CliHost host, string[] before, string current, CancellationToken token)
    {
        var tree = new CommandTree(ActionTable.All);
        var parse = tree.Parse(before);
        var command = parse.CommandResult.Command;
        var options = command.Options.Concat(tree.Root.Options.Where(o => o.Recursive)).Where(o => !o.Hidden).Distinct().ToList();

        // Nothing is told to a terminal where somebody types.
        var call = new Call(host with { Streams = host.Streams with { Error = TextWriter.Null } }, parse, tree.Options);
        if (before is [.. var rest, var last] && options.FirstOrDefault(o => o.Arity.MaximumNumberOfValues > 0 && (o.Name == last || o.Aliases.Contains(last))) is { } valued)
        {
            // Without its value the option would make the line wrong.
            return await ValuesAsync(call with { Parse = tree.Parse(rest) }, valued.Name, current, token);
        }

        if (current.StartsWith('-'))
        {
            return options.SelectMany(o => o.Aliases.Append(o.Name)).Where(n => n.StartsWith("--", StringComparison.Ordinal) || current == "-").Order(StringComparer.Ordinal);
        }

        if (command.Subcommands.Count > 0)
        {
            return command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name);
        }

        var given = parse.CommandResult.Children.OfType<System.CommandLine.Parsing.ArgumentResult>().Where(a => a.Tokens.Count > 0).Select(a => a.Argument.Name).ToHashSet(StringComparer.Ordinal);
        return command.Arguments.FirstOrDefault(a => !given.Contains(a.Name) || a.Arity.MaximumNumberOfValues > 1)?.Name switch
        {
            "ID" => await WorkersAsync(call, token),
            "NAME" => SignalNames.All.Select(s => s.Name),
            "N" => Enumerable.Range(1, 4).Select(n => n.ToString(CultureInfo.InvariantCulture)),
            "WHAT" => Inspection.All.Select(i => i.Word),
            "SHELL" => ["bash", "fish", "zsh"],
            _ => [],
        };
    }

    private static async Task<IEnumerable<string>> ValuesAsync(Call call, string option, string current, CancellationToken token)
    {
        switch (option)
        {
            case "--output":
                return OutputFormats.Words;
            case "--cluster" or "--confirm":
                return SettingsPipeline.Load(call.Host.Inputs(call.Flags)).Settings.Clusters.Select(c => c.Name);
            case "--theme":
                return ThemeShelf.Read(XdgFolders.From(call.Host.Inputs(call.Flags)).Themes).Sources.Keys.Order(StringComparer.Ordinal);
            case "--pool":
                return GroupWords.Pools;
            case "--loglevel":
                return GroupWords.LogLevels;
            case "--then":
                return ["cold", "kill"];
            case "--sort":
                return Columns(call) ?? [];
            case "--filter" when current.StartsWith("queues:", StringComparison.Ordinal):
                return (await SnapshotAsync(call, [Interest.InAll(FactKind.Queues, ListVerbs.MaxAge), Interest.InQueues(ListVerbs.MaxAge)], token))?.Queues.Items.Select(q => $"queues:{q.Id.Name}") ?? [];
            case "--filter":
                return (Columns(call) ?? WorkersView.Spec.Columns.Select(c => c.Id)).Select(c => c + ":");
            default:
                return [];
        }
    }

    private static IEnumerable<string>? Columns(Call call) => call.Parse.CommandResult.Command.Name switch
    {
        "workers" => WorkersView.Spec.Columns.Select(c => c.Id),
        "queues" => QueuesView.Spec.Columns.Select(c => c.Id),
        "hosts" => HostsView.Spec.Columns.Select(c => c.Id),
        _ => null,
    };

    // By name where the shell takes it as it is; the id is one word always.
    private static async Task<IEnumerable<string>> WorkersAsync(Call call, CancellationToken token) =>
        (await SnapshotAsync(call, [Interest.InAll(FactKind.Control, ListVerbs.MaxAge)], token))?.Workers.Items
            .Select(w => BatchLine.Quote(w.Worker.Name) == w.Worker.Name ? w.Worker.Name : w.Worker.Id.ToString())
            .Order(StringComparer.Ordinal) ?? Enumerable.Empty<string>();

    private static async Task<FleetSnapshot?> SnapshotAsync(Call call, ImmutableArray<Interest> interests, CancellationToken token)
    {
        var (session, _) = Session.Open(call);
        if (session is null)
        {
            return null;
        }

        await using (session)
        {
            return (await session.GatherAsync(interests, token)).Frame?.View.Snapshot;
        }
    }
}
