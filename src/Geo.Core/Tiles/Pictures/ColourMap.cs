using System.Text.Json;

namespace Geo.Core.Tiles.Pictures;

/// <summary>Colours from low to high; data/colour-maps.json says where each comes from.</summary>
public sealed class ColourMap
{
    private static readonly Dictionary<string, ColourMap> ByName = Load();

    private ColourMap(string name, uint[] colours) => (Name, Colours) = (name, colours);

    /// <summary>Names of the maps.</summary>
    public static IReadOnlyCollection<string> Names => ByName.Keys;

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>255 colours, 0xAARRGGBB.</summary>
    public IReadOnlyList<uint> Colours { get; }

    /// <summary>A map by its name; null where there is none.</summary>
    public static ColourMap? Find(string name) => ByName.GetValueOrDefault(name);

    private static Dictionary<string, ColourMap> Load()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "data", "colour-maps.json")));
        return document.RootElement.GetProperty("maps").EnumerateObject().ToDictionary(
            map => map.Name, map => new ColourMap(map.Name, Spread([.. map.Value.EnumerateArray().Select(stop => Convert.ToUInt32(stop.GetString()![1..], 16))])));
    }

    // Straight lines between stops at equal distances.
    private static uint[] Spread(uint[] stops)
    {
        var colours = new uint[255];
        for (int i = 0; i < colours.Length; i++)
        {
            double at = i / 254.0 * (stops.Length - 1);
            int from = Math.Min((int)at, stops.Length - 2);
            uint colour = 0xFF000000;
            for (int shift = 0; shift <= 16; shift += 8)
            {
                double low = stops[from] >> shift & 255, high = stops[from + 1] >> shift & 255;
                colour |= (uint)Math.Round(low + (high - low) * (at - from)) << shift;
            }

            colours[i] = colour;
        }

        return colours;
    }
}
