using WConsole.Cli.Output;
using WConsole.Fleet.Launch;
using WConsole.Fleet.State;
using WConsole.Fleet.Views;

namespace WConsole.Cli.Launch;

/// <summary>Programs printed in every format: <c>wconsole/status/1</c>.</summary>
internal static class ProgramList
{
    public static ViewContext Context(Call call) => new(FleetSnapshot.Empty with { WallAt = call.Host.Time.GetUtcNow() });

    /// <summary>Monotonic since boot, as the launcher's own moments.</summary>
    public static TimeSpan Now(Call call) => call.Host.Time.GetElapsedTime(0);

    public static IReadOnlyList<ProgramRow> Rows(Call call, IEnumerable<ProgramStatus> programs)
    {
        var now = Now(call);
        return [.. programs.Select(p => new ProgramRow(p, now))];
    }

    public static ExitCode Print(Call call, IReadOnlyList<ProgramRow> rows, LaunchPicture picture)
    {
        var context = Context(call);
        return Printed.List(
            call,
            new Listing<ProgramRow>(
                "wconsole/status/1", ProgramsView.Spec, rows, (json, row) => ProgramJson.Write(json, row, context), row => row.Status.Id,
                json =>
                {
                    json.WriteNumber("launcher_pid", picture.LauncherPid);
                    json.List("news", picture.News, json.WriteStringValue);
                }),
            new ListingFrame("local", context, true, []));
    }
}
