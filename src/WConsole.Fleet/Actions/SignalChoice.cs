namespace WConsole.Fleet.Actions;

/// <summary>What a signal would do to one worker as it is.</summary>
/// <param name="Name">As in <see cref="SignalNames"/>.</param>
/// <param name="Meaning">In this framework's words: "warm stop: finishes running tasks, then exits".</param>
/// <param name="IsOwn">Whether the framework gives it a meaning of its own; those come first.</param>
public sealed record SignalChoice(string Name, string Meaning, Risk Risk, bool IsOwn);
