namespace WConsole.Fleet.Actions;

/// <summary>One line of the audit log: an action is asked, then ended, under the same id.</summary>
/// <param name="At">Wall clock.</param>
/// <param name="Target">The worker's id in its text form.</param>
/// <param name="Outcome">Empty in the asked record.</param>
public sealed record AuditRecord(
    string Id,
    DateTimeOffset At,
    string Event,
    string By,
    string Host,
    string Cluster,
    string Action,
    string Target,
    string Route,
    string Outcome,
    string Text);
