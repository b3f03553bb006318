using System.Text.Json;
using WConsole.Fleet.Views;

namespace WConsole.Cli.Output;

/// <summary>A list to print: the same items as table, csv, JSON or names.</summary>
/// <param name="Schema">The JSON shape with its version: "wconsole/workers/1".</param>
/// <param name="Item">Writes one item as a JSON object.</param>
/// <param name="Name">What <c>-o name</c> prints: accepted back as input.</param>
/// <param name="Head">More members of the JSON object, before the items.</param>
internal sealed record Listing<T>(
    string Schema, TableSpec<T> Spec, IReadOnlyList<T> Items, Action<Utf8JsonWriter, T> Item, Func<T, string> Name, Action<Utf8JsonWriter>? Head = null);

/// <summary>When and of what a listing is.</summary>
/// <param name="Problems">Why it is not complete; empty when it is.</param>
internal sealed record ListingFrame(string Cluster, ViewContext View, bool Complete, IReadOnlyList<string> Problems);

internal static class Listings
{
    public static string Text<T>(this Listing<T> listing, OutputFormat format, ListingFrame frame) => format switch
    {
        OutputFormat.Table => TextTable.Of(listing.Spec, listing.Items, frame.View, wide: false),
        OutputFormat.Wide => TextTable.Of(listing.Spec, listing.Items, frame.View, wide: true),
        OutputFormat.Csv => CsvText.Of(listing.Spec, listing.Items, frame.View),
        OutputFormat.Name => string.Concat(listing.Items.Select(i => listing.Name(i) + "\n")),
        OutputFormat.Jsonl => string.Concat(listing.Items.Select(i => System.Text.Encoding.UTF8.GetString(JsonText.Of(j => listing.Item(j, i), indented: false)))),
        OutputFormat.Yaml => YamlOutput.Of(Json(listing, frame)),
        OutputFormat.Json => System.Text.Encoding.UTF8.GetString(Json(listing, frame)),
    };

    private static byte[] Json<T>(Listing<T> listing, ListingFrame frame) => JsonText.Of(
        json =>
        {
            json.WriteStartObject();
            json.WriteString("schema", listing.Schema);
            json.WriteString("cluster", frame.Cluster);
            json.Moment("at", frame.View.Snapshot.WallAt);
            json.WriteBoolean("complete", frame.Complete);
            if (!frame.Complete)
            {
                json.List("problems", frame.Problems, json.WriteStringValue);
            }

            listing.Head?.Invoke(json);
            json.List("items", listing.Items, item => listing.Item(json, item));
            json.WriteEndObject();
        },
        indented: true);
}
