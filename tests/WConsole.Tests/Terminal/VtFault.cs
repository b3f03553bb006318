namespace WConsole.Tests.Terminal;

/// <summary>The small terminal was sent something that no encoder may send.</summary>
internal sealed class VtFault(string what) : Exception(what)
{
    public static void Unless(bool isRight, string what)
    {
        if (!isRight)
        {
            throw new VtFault(what);
        }
    }
}
