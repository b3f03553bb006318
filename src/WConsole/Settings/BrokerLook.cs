namespace WConsole.Settings;

/// <summary>A broker URL looked at before anything is connected. The drivers know how; the settings only ask.</summary>
/// <param name="Masked">For people: no password.</param>
/// <param name="Place">Host, port and database in short: names a cluster that nobody named.</param>
/// <param name="HasPassword">Whether the URL itself holds one.</param>
/// <param name="Wrong">Why it cannot be used; null when it can.</param>
/// <param name="Remedy">What to write instead.</param>
/// <param name="Warning">What is risky about it though it works; null when nothing.</param>
public sealed record BrokerLook(string Masked, string Place, bool HasPassword, string? Wrong = null, string Remedy = "", string? Warning = null);
