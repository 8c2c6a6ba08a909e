using Geo.Api.Ogc;
using Geo.Core.Imagery;
using Geo.Core.Store;
using Geo.Core.Tiles.Pictures;

namespace Geo.Api.Tiles;

/// <summary>How a request wants a raster drawn: style, or expression with rescale and colormap, and resampling.</summary>
/// <param name="Style">The colours.</param>
/// <param name="Smooth">Bilinear.</param>
/// <param name="Key">Names the look among all looks of one raster.</param>
internal sealed record RasterLook(RasterStyle Style, bool Smooth, string Key)
{
    /// <summary>Parameters that it reads.</summary>
    public static readonly string[] Names = ["style", "expression", "rescale", "colormap", "resampling"];

    private const string Ndvi = "(nir-red)/(nir+red)";

    /// <summary>Reads it from a query.</summary>
    /// <exception cref="InputException">A parameter is wrong; its field names it.</exception>
    public static RasterLook Of(RasterSource source, Func<string, string?> given, WorkspaceStore store)
    {
        string? style = Given("style"), expression = Given("expression"), rescale = Given("rescale"), colourMap = Given("colormap"), resampling = Given("resampling");
        bool smooth = resampling switch
        {
            null or "nearest" => false,
            "bilinear" => true,
            _ => throw Parameters.Wrong("resampling", $"'{resampling}' is not offered", "use nearest or bilinear"),
        };
        string key = $"{style}|{expression}|{rescale}|{colourMap}|{smooth}";
        if (expression is not null)
        {
            if (style is not null) throw Parameters.Wrong("style", "it is given with expression", "give one of the two");
            return new RasterLook(Computed(source, expression, rescale, colourMap), smooth, key);
        }

        string name = style ?? source.Styles[0].Name;
        if (source.Styles.All(one => one.Name != name))
        {
            throw Parameters.Wrong("style", $"'{name}' is no style of this raster", $"use {string.Join(", ", source.Styles.Select(one => one.Name))}, or give expression");
        }

        if (source.Classes is { } classes)
        {
            RefuseWithout("rescale", rescale);
            RefuseWithout("colormap", colourMap);
            return new RasterLook(new ClassStyle(classes), false, key);
        }

        if (name is not ("natural" or "false-colour"))
        {
            string formula = name switch { "ndvi" => Ndvi, "elevation" => "elevation", _ => "b1" };
            return new RasterLook(Computed(source, formula, rescale ?? (name switch { "ndvi" => "-0.2,0.9", "elevation" => OwnRange(source, store), _ => "0,1" }), colourMap ?? (name switch { "ndvi" => "rdylgn", "elevation" => "terrain", _ => "viridis" })), smooth, key);
        }

        RefuseWithout("colormap", colourMap);
        var composite = RasterTile.Composite(source.Scene!, store.Workspace.Scenes, name);
        return new RasterLook(rescale is null ? composite : composite with { Stretches = Ranges(rescale, 3) }, smooth, key);

        string? Given(string parameter) => string.IsNullOrEmpty(given(parameter)) ? null : given(parameter);
    }

    private static ComputedStyle Computed(RasterSource source, string expression, string? rescale, string? colourMap)
    {
        string[] texts = expression.Split(';');
        if (texts.Length is not (1 or 3)) throw Parameters.Wrong("expression", $"it holds {texts.Length} expressions", "give one, or three with semicolons between for red, green and blue");
        if (texts.Length == 3) RefuseWithout("colormap", colourMap);
        var map = ColourMap.Find(colourMap ?? "gray") ?? throw Parameters.Wrong("colormap", $"there is no colour map '{colourMap}'", $"use {string.Join(", ", ColourMap.Names)}");
        BandExpression[] parsed = [.. texts.Select(text => BandExpression.Parse(text, source.File.Bands))];
        if (Array.Exists(parsed, one => one.Bands.Count == 0)) throw Parameters.Wrong("expression", "it uses no band", "write for example (nir-red)/(nir+red)");
        return new ComputedStyle(parsed, Ranges(rescale ?? "-1,1", texts.Length), map);
    }

    private static SceneStretch[] Ranges(string text, int count)
    {
        string[] parts = text.Split(';');
        if (parts.Length != 1 && parts.Length != count) throw Parameters.Wrong("rescale", $"it holds {parts.Length} ranges", "give one, or one for each expression with semicolons between");
        SceneStretch[] ranges = [.. parts.Select(part =>
        {
            double[] two = Parameters.Numbers("rescale", part);
            return two.Length == 2 && two[0] < two[1] ? new SceneStretch(two[0], two[1]) : throw Parameters.Wrong("rescale", $"'{part}' is not a lowest and a highest value", "give for example rescale=-0.2,0.9");
        })];
        return ranges.Length == count ? ranges : [.. Enumerable.Repeat(ranges[0], count)];
    }

    private static string OwnRange(RasterSource source, WorkspaceStore store)
    {
        var stretch = RasterTile.Composite(source.Scene!, store.Workspace.Scenes, "natural").Stretches[0];
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{stretch.Low:R},{stretch.High:R}");
    }

    private static void RefuseWithout(string name, string? value)
    {
        if (value is not null) throw Parameters.Wrong(name, "it means nothing to this style", "give it with expression, or leave it out");
    }
}
