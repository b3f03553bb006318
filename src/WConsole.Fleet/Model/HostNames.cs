namespace WConsole.Fleet.Model;

/// <summary>Names of hosts, as workers and kernels tell them.</summary>
public static class HostNames
{
    /// <summary>A short name and its full one are the same host.</summary>
    public static bool AreSame(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase)
        || a.StartsWith(b + ".", StringComparison.OrdinalIgnoreCase) || b.StartsWith(a + ".", StringComparison.OrdinalIgnoreCase);
}
