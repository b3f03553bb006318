using System.Collections.Immutable;
using System.Globalization;
using WConsole.Fleet.Launch;
using WConsole.Terminal.Themes;
using WConsole.Terminal.Widgets;
using WConsole.Tui.Dialogs;

namespace WConsole.Tui.Local;

/// <summary>What a request to the launcher will do, program by program, before it is done.</summary>
internal sealed record LocalDialog : Overlay
{
    private readonly LocalAsk _ask;
    private readonly ImmutableArray<TextLine> _body;
    private readonly bool _lossy;

    public LocalDialog(LocalAsk ask, IReadOnlyList<ProgramStatus> programs)
    {
        (_ask, _lossy) = (ask, ask.Request is LaunchRequest.Kill);
        _body = [.. Text(ask, programs)];
        Focus = _lossy ? 1 : 0;
    }

    protected override int Buttons => 2;

    protected override Dialog Look(Theme theme, UiContext context) => new($"{_ask.Title} {_ask.About}", _body, [_ask.Title, "Cancel"], Danger: _lossy);

    protected override ImmutableArray<Effect>? Press(int button, UiContext context, out Overlay next)
    {
        next = this;
        return button == 0 ? [new Effect.Launch(_ask)] : [];
    }

    private static IEnumerable<TextLine> Text(LocalAsk ask, IReadOnlyList<ProgramStatus> programs)
    {
        yield return new TextLine(ask.Request switch
        {
            LaunchRequest.Kill => "KILL to every process of the tree at once; what they run is lost.",
            LaunchRequest.Restart => "Asked to end as its group says, then started again.",
            LaunchRequest.Scale scale => string.Create(CultureInfo.InvariantCulture, $"{scale.Group} has {scale.Replicas} from then on; the last one is asked to end."),
            _ => "Asked to end as its group says; it stays stopped until somebody starts it.",
        });
        yield return new TextLine("");
        foreach (var program in programs)
        {
            var pid = program.State.Process is { } process ? string.Create(CultureInfo.InvariantCulture, $"pid {process.Pid}") : "no process";
            yield return new TextLine($"{program.Id}: {pid}, {ProgramWords.Word(program.State.Phase)}{(ask.Request is LaunchRequest.Kill ? "" : $"; {Stop(program.Stop)}")}");
            if (ProgramWords.Runs(program.State.Report) is { Length: > 0 } runs)
            {
                yield return new TextLine($"  it runs: {runs}", ask.Request is LaunchRequest.Kill ? Role.Warn : Role.Muted);
            }
        }
    }

    private static string Stop(StopRule stop) => string.Create(
        CultureInfo.InvariantCulture, $"{stop.Signal}, {stop.Deadline.TotalSeconds:0} s{(stop.KillAfter is { } kill ? $", KILL of its tree after {kill.TotalSeconds:0} s" : ", never KILL")}");
}
