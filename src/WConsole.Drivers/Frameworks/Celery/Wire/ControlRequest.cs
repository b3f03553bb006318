namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>
/// One control message to be sent. <paramref name="Ticket"/> comes back in each reply; <paramref name="ReplyTo"/> is the
/// oid whose list takes the replies, null for fire and forget.
/// </summary>
public sealed record ControlRequest(ControlMethod Method, Destination To, string Ticket, string? ReplyTo);
