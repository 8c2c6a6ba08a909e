using System.Text.Json.Nodes;
using Geo.Core.Reporting;
using Geo.Core.Reporting.Monthly;
using Geo.Core.Sites;

namespace Geo.Api.Reports;

/// <summary>A report's document as JSON, block by block as it will be printed, so that a page can show the whole of it.</summary>
internal static class ReportBlocks
{
    /// <summary>All blocks.</summary>
    /// <param name="document">The document.</param>
    /// <param name="at">Address of the report.</param>
    /// <param name="version">Query that names its version.</param>
    public static JsonObject Of(PrintedDocument document, string at, string version) => new()
    {
        ["running"] = document.Running,
        ["items"] = new JsonArray([.. document.Blocks.Select(block => Of(block, at, version))]),
    };

    private static JsonObject Of(Block block, string at, string version) => block switch
    {
        Heading heading => new() { ["kind"] = "heading", ["level"] = heading.Level, ["text"] = heading.Text },
        Words words => new() { ["kind"] = "words", ["tone"] = StatusCode.Of(words.Tone), ["text"] = words.Text },
        OfficialLine line => new() { ["kind"] = "line", ["line"] = StatusCode.Of(line.Kind), ["text"] = line.Text },
        SheetTable table => new()
        {
            ["kind"] = "table",
            ["caption"] = table.Caption,
            ["head"] = Texts(table.Head),
            ["rows"] = new JsonArray([.. table.Rows.Select(row => Texts(row))]),
        },
        PictureRow row => new()
        {
            ["kind"] = "pictures",
            ["pictures"] = new JsonArray([.. row.Items.Select(p => new JsonObject
            {
                ["image"] = p.Name == MonthlyDocument.Map ? $"{at}/map.png{version}" : $"{at}/pictures/{p.Name}.png{version}",
                ["caption"] = p.Caption,
                ["alternative"] = p.Alternative,
                ["width_to_height"] = p.WidthToHeight,
            })]),
        },
        _ => throw new ArgumentOutOfRangeException(nameof(block), block, "no such block"),
    };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)JsonValue.Create(text))]);
}
