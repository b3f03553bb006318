namespace WConsole.Fleet.Model;

/// <summary>The answer to one yes-or-no question about a worker.</summary>
public enum Light
{
    Unknown,
    Yes,
    No,
}

/// <summary>The three lights of a worker, never shown only merged.</summary>
/// <param name="Process">A live process exists; a zombie is none.</param>
/// <param name="Control">It answers remote control.</param>
/// <param name="Consumption">It takes work.</param>
public readonly record struct Lights(Light Process, Light Control, Light Consumption);
