using System.Text.Json;

namespace Geo.Api.Tiles.Styles;

/// <summary>Colours of a class of a layer's rows.</summary>
/// <param name="Value">Value of the property; null for all others.</param>
/// <param name="Zh">Chinese name.</param>
/// <param name="En">English name.</param>
/// <param name="Fill">0xAARRGGBB.</param>
/// <param name="Line">0xAARRGGBB.</param>
internal sealed record LookClass(string? Value, string Zh, string En, uint Fill, uint Line);

/// <summary>How a layer looks on the web map: one way, or by a property (data/styles).</summary>
/// <param name="Property">Property that the classes are of; null where all rows look alike.</param>
/// <param name="Width">Width of lines, pixels.</param>
/// <param name="Classes">Classes in order; the last is for every other value.</param>
internal sealed record LayerLook(string? Property, double Width, IReadOnlyList<LookClass> Classes)
{
    private const uint FillOpacity = 0xB3;
    private static readonly JsonElement Plain = Read("layers.json"), Classed = Read("status.json");
    private static readonly Dictionary<string, string> ByProperty = new() { ["mine-sites"] = "mine_site", ["dumps"] = "dump", ["detections"] = "detection" };

    /// <summary>The look of a layer.</summary>
    public static LayerLook Of(string layer)
    {
        if (!ByProperty.TryGetValue(layer, out string? name))
        {
            var plain = Plain.TryGetProperty(layer, out var own) ? own : Plain.GetProperty("other");
            return new LayerLook(null, plain.GetProperty("width").GetDouble(), [new LookClass(null, "全部", "All", Colour(plain, "fill"), Colour(plain, "line"))]);
        }

        var table = Classed.GetProperty(name);
        var classes = table.GetProperty("classes").EnumerateObject().Select(one => Class(one.Name, one.Value)).ToList();
        return new LayerLook(table.GetProperty("property").GetString(), 1.2, [.. classes, Class(null, Classed.GetProperty("other"))]);
    }

    /// <summary>Colours of a row.</summary>
    public (uint Fill, uint Line) Colours(string? value)
    {
        var found = Classes.FirstOrDefault(one => one.Value is not null && one.Value == value) ?? Classes[^1];
        return (found.Fill, found.Line);
    }

    private static LookClass Class(string? value, JsonElement row)
    {
        uint colour = Colour(row, "colour");
        return new LookClass(value, row.GetProperty("zh").GetString()!, row.GetProperty("en").GetString()!, (colour & 0xFFFFFF) | FillOpacity << 24, 0xFF1D2326);
    }

    // #rrggbb or #rrggbbaa.
    private static uint Colour(JsonElement row, string name)
    {
        string text = row.GetProperty(name).GetString()![1..];
        uint number = Convert.ToUInt32(text, 16);
        return text.Length == 8 ? (number >> 8) | (number & 255) << 24 : number | 0xFF000000;
    }

    private static JsonElement Read(string file) => JsonElement.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", "styles", file)));
}
