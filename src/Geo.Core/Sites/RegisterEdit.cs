using Geo.Core.Sites.Places;
using NetTopologySuite.Geometries;

namespace Geo.Core.Sites;

/// <summary>A property of a register that may be written by hand.</summary>
/// <param name="Name">The layer's column.</param>
/// <param name="Type">text, number, year or list.</param>
/// <param name="Codes">What a list may hold; null for the other types.</param>
public sealed record ReceivableField(string Name, string Type, IReadOnlyList<string>? Codes);

/// <summary>What single rows of a register may be given by hand: the fields of its import, but for those that have decisions with reasons of their own.</summary>
public static class RegisterEdit
{
    private static readonly string[] s_decided = ["status", "control_grade", "identification_state"];

    /// <summary>True for a layer whose rows come from a register.</summary>
    public static bool IsRegister(string layer) => RegisterSchema.Kinds.Contains(layer);

    /// <summary>True where a row must bring its code.</summary>
    public static bool CodeRequired(string layer) => RegisterSchema.Of(layer).CodeRequired;

    /// <summary>The fields of a register.</summary>
    public static IReadOnlyList<ReceivableField> Fields(string layer) =>
        [.. RegisterSchema.Of(layer).Fields.Where(f => !s_decided.Contains(f.Name)).Select(f => new ReceivableField(f.Name, f.Type, f.List is { } list ? RegisterSchema.CodesOf(list) : null))];

    /// <summary>A geometry as the register keeps it: mended where it was invalid, in the multi form.</summary>
    /// <param name="layer">The register.</param>
    /// <param name="given">Longitude/latitude.</param>
    /// <exception cref="InputException">It is of another kind, outside of China or no place at all.</exception>
    public static Geometry Place(string layer, Geometry? given)
    {
        var (geometry, reason) = RegisterGeometry.Check(given, RegisterSchema.Of(layer).Geometry, anyPlace: false);
        return geometry ?? throw new InputException("body", "geometry", reason!.En, $"give {Wanted(RegisterSchema.Of(layer).Geometry)}, in the order of axes that Content-Crs says (without it longitude first)");
    }

    private static string Wanted(string kind) => kind switch
    {
        "area" => "a Polygon or MultiPolygon",
        "area_or_point" => "a Polygon, MultiPolygon or Point",
        "line_or_area" => "a LineString, Polygon or their multi forms",
        _ => "a geometry",
    };
}
