namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>What became of a control request on its way to bytes.</summary>
public abstract record ControlEncoding
{
    private ControlEncoding()
    {
    }

    /// <summary>The payload to PUBLISH on <see cref="CeleryNames.ControlChannel"/>.</summary>
    public sealed record Payload(byte[] Bytes) : ControlEncoding;

    /// <summary>Why it is not sent.</summary>
    public sealed record Refused(string Why) : ControlEncoding;
}
