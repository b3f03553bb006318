namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>
/// One worker's answer to a control message (celery-redis §1.5). <paramref name="Ticket"/> is what the request carried, null
/// when the worker echoed none; match by it, for late answers land in the same list.
/// </summary>
public sealed record ReplyMessage(string? Ticket, string Node, WireValue Value)
{
    /// <summary>Why the worker refused: the Python text of `{"error": …}`, secrets masked; null when it did not.</summary>
    public string? ErrorText => Only("error");

    /// <summary>What the worker confirmed: the text of `{"ok": …}`, secrets masked; null when it said something else.</summary>
    public string? OkText => Only("ok");

    private string? Only(string key) => Value.Count == 1 ? Value[key].Display(WireLimits.LongTextChars) : null;
}
