namespace WConsole.Drivers.Transports.Redis;

/// <summary>What Redis' error texts mean to an operator (celery-redis §7.3).</summary>
internal static class RedisReplyFaults
{
    public static RedisFault Of(RedisEndpoint endpoint, string command, string text)
    {
        var who = endpoint.User is null ? "the default user" : $"user {endpoint.User}";
        var (kind, remedy) = text switch
        {
            _ when Starts("NOAUTH") => (RedisFaultKind.AuthFailed, "it needs a password: give user and password in the URL"),
            _ when Starts("WRONGPASS") => (RedisFaultKind.AuthFailed, $"user or password is wrong ({who}), or the user is switched off"),
            _ when Starts("ERR AUTH") || Has("without any password configured") =>
                (RedisFaultKind.AuthFailed, "the server has no password: take it out of the URL, or name the ACL user"),
            _ when Has("invalid password") => (RedisFaultKind.AuthFailed, "the password is wrong"),
            _ when Starts("DENIED") => (RedisFaultKind.NoPermission, "the server is in protected mode: give it a password or connect from its own host"),
            _ when Starts("NOPERM") && Has("channels") => (RedisFaultKind.NoPermission, $"{who} needs the channel granted: ACL SETUSER … &channel"),
            _ when Starts("NOPERM") && Has("keys") => (RedisFaultKind.NoPermission, $"{who} needs the key granted: ACL SETUSER … ~key"),
            _ when Starts("NOPERM") => (RedisFaultKind.NoPermission, $"{who} needs the command granted: ACL SETUSER … +{command.ToLowerInvariant()}"),
            _ when Has("max number of clients reached") => (RedisFaultKind.MaxClients, "all client slots are taken: close clients or raise maxclients"),
            _ when Starts("LOADING") => (RedisFaultKind.Loading, "it is still loading its data; try again in a moment"),
            _ when Has("DB index is out of range") => (RedisFaultKind.ServerError, $"it has no database {endpoint.Database}: check the number in the URL"),
            _ when Starts("MOVED") || Starts("ASK ") => (RedisFaultKind.ServerError, "it is a node of a Redis Cluster, which Celery cannot use as a broker"),
            _ when Starts("READONLY") => (RedisFaultKind.ServerError, "it is a read-only replica: connect to the master"),
            _ => (RedisFaultKind.ServerError, ""),
        };
        return new RedisFault(kind, $"{endpoint}: {(remedy.Length > 0 ? remedy + "; " : "")}{command} was answered \"{text}\"");

        bool Starts(string prefix) => text.StartsWith(prefix, StringComparison.Ordinal);
        bool Has(string part) => text.Contains(part, StringComparison.Ordinal);
    }
}
