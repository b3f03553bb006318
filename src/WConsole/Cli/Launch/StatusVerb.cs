using System.CommandLine;
using WConsole.Fleet.Launch;
using WConsole.Fleet.Views;
using WConsole.Settings;

namespace WConsole.Cli.Launch;

/// <summary><c>status</c>: what the launcher keeps.</summary>
internal static class StatusVerb
{
    public static Command Make()
    {
        var targets = new Argument<string[]>("TARGET") { Description = "Programs (mail:0) or groups; all when none is named.", Arity = ArgumentArity.ZeroOrMore };
        var filter = GlobalOptions.Text("--filter", null, "TEXT", "Only rows that fit, as typed after / on the screen.", recursive: false);
        var sort = GlobalOptions.Text("--sort", null, "COLUMN", "Order by a column; without it the worst rows come first.", recursive: false);
        return new VerbCommand("status", "What the launcher keeps: state, age, restarts, last exit.", VerbKind.Plain, RunAsync) { targets, filter, sort, LaunchOptions.StateDir() };

        async Task<ExitCode> RunAsync(Call call, CancellationToken token)
        {
            var query = new TableQuery(FilterText.Parse(call.Parse.GetValue(filter) ?? ""), call.Parse.GetValue(sort), false);
            var unknown = query.Filter.UnknownColumns(ProgramsView.Spec).Concat(query.SortBy is { } by && ProgramsView.Spec.Find(by) is null ? [by] : []).FirstOrDefault();
            if (unknown is not null)
            {
                var near = Nearest.Of(unknown, ProgramsView.Spec.Columns.Select(c => c.Id));
                return call.Fail(new CliError(
                    ExitCode.Usage, $"programs have no column '{unknown}'", near is null ? $"there are: {string.Join(", ", ProgramsView.Spec.Columns.Select(c => c.Id))}" : $"did you mean '{near}'?"));
            }

            var (line, error) = await LaunchOptions.OpenAsync(call, start: false, token);
            if (line is null)
            {
                return call.Fail(error!);
            }

            await using (line)
            {
                var picture = line.Picture;
                var words = call.Parse.GetValue(targets) ?? [];
                if (words.FirstOrDefault(w => !picture.Programs.Any(p => Is(p, w))) is { } stray)
                {
                    return call.Fail(new CliError(
                        ExitCode.Usage, $"the launcher keeps no '{stray}'",
                        Nearest.Of(stray, picture.Programs.SelectMany(p => new[] { p.Id, p.Group })) is { } near ? $"did you mean '{near}'?" : "see wconsole status"));
                }

                var rows = ProgramList.Rows(call, picture.Programs.Where(p => words.Length == 0 || words.Any(w => Is(p, w))));
                return ProgramList.Print(call, TableRows<ProgramRow>.Of(ProgramsView.Spec, rows, query, ProgramList.Context(call)).Items, picture);
            }
        }
    }

    /// <summary>Whether a word names a program, or its group.</summary>
    public static bool Is(ProgramStatus program, string word) => program.Id == word || program.Group == word;
}
