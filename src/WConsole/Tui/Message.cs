using System.Collections.Immutable;
using WConsole.Engine;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Launch;
using WConsole.Settings.Groups;
using WConsole.Terminal.Input;
using WConsole.Terminal.Themes;
using WConsole.Tui.Local;

namespace WConsole.Tui;

/// <summary>What the update is told. A closed list. Fleet events are not among them: only that there is a newer picture.</summary>
internal abstract record Message
{
    private Message()
    {
    }

    public sealed record Typed(InputEvent Event) : Message;

    public sealed record Resized(int Columns, int Rows) : Message;

    /// <summary>There is a newer picture of the fleet, or time has passed.</summary>
    public sealed record News : Message;

    /// <summary>What an action would do, as asked by <see cref="Effect.Prepare"/>.</summary>
    public sealed record Prepared(int Ticket, FleetAction Action, ImmutableArray<TargetPlan> Plans) : Message;

    /// <summary>An action is on its way; its runs have these ids.</summary>
    public sealed record Submitted(FleetAction Action, ImmutableArray<string> Runs) : Message;

    public sealed record Copied(bool Done) : Message;

    /// <summary>The local launcher's word to what was asked of it.</summary>
    public sealed record Launched(LocalAsk Ask, LaunchReply Reply) : Message;

    /// <summary>What came of a group that was asked for: what is wrong with it, or the launcher's word.</summary>
    public sealed record Asked(LocalAsk Ask, ImmutableArray<AskedProblem> Problems, LaunchReply? Reply) : Message;

    /// <summary>Something happened behind the screen that is worth a line.</summary>
    public sealed record Told(string Text, Role Role) : Message;

    /// <summary>The editor was left; the problem, or null.</summary>
    public sealed record Edited(string? Problem) : Message;

    /// <summary>What was run from the palette in earlier runs of the console, newest first.</summary>
    public sealed record Recalled(ImmutableArray<string> Names) : Message;

    /// <summary>The pager was left; the problem, or null.</summary>
    public sealed record Paged(string? Problem) : Message;
}
