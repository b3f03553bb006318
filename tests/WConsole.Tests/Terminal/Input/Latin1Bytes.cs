using System.Text;

namespace WConsole.Tests.Terminal.Input;

/// <summary>Test data with arbitrary bytes, written as text: one character is one byte.</summary>
internal static class Latin1Bytes
{
    public static byte[] Bytes(this string text) => Encoding.Latin1.GetBytes(text);

    public static string Latin(this ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);
}
