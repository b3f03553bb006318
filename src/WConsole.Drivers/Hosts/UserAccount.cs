using System.Globalization;
using System.Runtime.InteropServices;

namespace WConsole.Drivers.Hosts;

/// <summary>A user of this host as the system knows it, wherever its users are kept (getpwnam_r, so LDAP and the like too).</summary>
/// <param name="Group">Its own group's number.</param>
public sealed partial record UserAccount(string Name, uint Id, uint Group, string Home, string Shell)
{
    private const int TooSmall = 34;
    private const int MostBytes = 1024 * 1024;

    /// <param name="text">A login name, or a number.</param>
    /// <returns>Null when there is no such user.</returns>
    public static unsafe UserAccount? Find(string text)
    {
        for (var size = 16 * 1024; size <= MostBytes; size *= 4)
        {
            var entry = default(Entry);
            Entry* found = null;
            fixed (byte* room = new byte[size])
            {
                var error = ByName(text, &entry, room, (nuint)size, &found);
                if (error == 0 && found == null && uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                {
                    error = ByNumber(number, &entry, room, (nuint)size, &found);
                }

                if (error != TooSmall)
                {
                    return found == null ? null : new UserAccount(Text(entry.Name), entry.User, entry.Group, Text(entry.Home), Text(entry.Shell));
                }
            }
        }

        return null;
    }

    private static unsafe string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";

    [LibraryImport("libc", EntryPoint = "getpwnam_r", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int ByName(string name, Entry* entry, byte* room, nuint size, Entry** found);

    [LibraryImport("libc", EntryPoint = "getpwuid_r")]
    private static unsafe partial int ByNumber(uint number, Entry* entry, byte* room, nuint size, Entry** found);

    // struct passwd of glibc and musl.
    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct Entry
    {
        public byte* Name;
        public byte* Password;
        public uint User;
        public uint Group;
        public byte* About;
        public byte* Home;
        public byte* Shell;
    }
}
