using System.Collections.Immutable;
using WConsole.Fleet.Model;
using WConsole.Fleet.State;
using WConsole.Fleet.Views;
using WConsole.Settings;

namespace WConsole.Cli;

/// <summary>Words on a command line → workers. No word never means all.</summary>
internal static class Targets
{
    /// <returns>The workers, each once, worst first; or why not.</returns>
    public static (ImmutableArray<WorkerState> Workers, CliError? Error) Resolve(TargetRequest request, ViewContext context)
    {
        var all = context.Snapshot.Workers.Items;
        if (request.NamesNobody)
        {
            return Wrong("no target is named", "name workers, or give --match GLOB, --filter TEXT or --all");
        }

        if (request.All && !request.Words.IsEmpty)
        {
            return Wrong("--all and named targets exclude each other", "give one of them");
        }

        var filter = FilterText.Parse(request.Filter ?? "");
        if (filter.UnknownColumns(WorkersView.Spec).FirstOrDefault() is { } unknown)
        {
            return Wrong($"workers have no column '{unknown}' to filter by", Near(unknown, WorkersView.Spec.Columns.Select(c => c.Id)));
        }

        var named = new List<WorkerState>();
        foreach (var word in request.Words)
        {
            var (found, error) = request.Match ? ByGlob(word, all) : ByWord(word, all);
            if (error is not null)
            {
                return ([], error);
            }

            named.AddRange(found);
        }

        var chosen = TableRows<WorkerState>.Of(WorkersView.Spec, [.. (request.Words.IsEmpty ? all : named).Distinct()], new TableQuery(filter, null, false), context).Items;
        return chosen.IsEmpty ? Wrong("no worker is selected", all.Count == 0 ? "none is known in this cluster" : "look with --batch workers, and widen the filter") : (chosen, null);
    }

    private static (IReadOnlyList<WorkerState> Found, CliError? Error) ByGlob(string glob, IReadOnlyList<WorkerState> all)
    {
        var found = all.Where(w => Glob.Fits(glob, w.Worker.Name) || Glob.Fits(glob, w.Worker.Id.ToString()) || (w.Worker.Kept is { } kept && Glob.Fits(glob, kept.Unit.Id))).ToList();
        return found.Count > 0 ? (found, null) : ([], new CliError(ExitCode.Usage, $"no worker's name fits '{glob}'", Known(all)));
    }

    private static (IReadOnlyList<WorkerState> Found, CliError? Error) ByWord(string word, IReadOnlyList<WorkerState> all)
    {
        // The id first: it is the one form that no other worker can have. Then the name, then the part before the host.
        var found = WorkerId.TryParse(word, out var id) ? all.Where(w => w.Worker.Id == id).ToList() : [];
        found = found.Count > 0 ? found : [.. all.Where(w => w.Worker.Name == word || SafeName.Escape(w.Worker.Name) == word)];
        found = found.Count > 0 ? found : [.. all.Where(w => IsUnit(w, word))];
        found = found.Count > 0 ? found : [.. all.Where(w => w.Worker.Name.StartsWith(word + "@", StringComparison.Ordinal))];
        return found.Count switch
        {
            1 => (found, null),
            0 => ([], new CliError(ExitCode.Usage, $"there is no worker '{word}'",
                Nearest.Of(word, all.SelectMany(w => new[] { w.Worker.Name, w.Worker.Name.Split('@')[0] })) is { } near ? $"did you mean '{near}'?" : Known(all))),
            _ => ([], new CliError(ExitCode.Usage, $"'{word}' names {found.Count} workers", $"say which: {string.Join(" ", found.Take(5).Select(w => w.Worker.Id))}")),
        };
    }

    // What its keeper calls it is another name of the same worker.
    private static bool IsUnit(WorkerState worker, string word) => worker.Worker.Kept?.Unit.Id == word;

    private static string Known(IReadOnlyList<WorkerState> all) =>
        all.Count == 0 ? "none is known in this cluster" : $"known are {string.Join(" ", all.Take(5).Select(w => w.Worker.Id))}{(all.Count > 5 ? " …" : "")}";

    private static string Near(string word, IEnumerable<string> known) =>
        Nearest.Of(word, known) is { } near ? $"did you mean '{near}'?" : $"there are: {string.Join(", ", known)}";

    private static (ImmutableArray<WorkerState>, CliError?) Wrong(string message, string remedy) => ([], new CliError(ExitCode.Usage, message, remedy));
}
