namespace WConsole.Settings;

/// <summary>One line of <c>favourites:</c>: a view with a filter on a digit.</summary>
/// <param name="Key">The digit as written.</param>
/// <param name="View">Null: workers.</param>
/// <param name="Name">What the screen calls it; null: its filter.</param>
public sealed record FavouriteSetting(string Key, string Filter, string? View, string? Name, string Origin, long Line);
