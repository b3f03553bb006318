namespace WConsole.PeerTests.Peers;

/// <summary>The Celery releases the tests run.</summary>
public enum CeleryVersion
{
    /// <summary>5.2.6, from Debian's package.</summary>
    Debian,

    /// <summary>5.7.0, from the folder of extra peers.</summary>
    Newest,
}
