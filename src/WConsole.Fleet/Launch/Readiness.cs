namespace WConsole.Fleet.Launch;

/// <summary>Whether a program said or showed that it can work.</summary>
public enum Readiness
{
    No,

    Yes,

    /// <summary>Not within its time limit; it lives on and may still get ready.</summary>
    Overdue,
}
