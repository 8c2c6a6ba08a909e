using Geo.Core.Measure;
using NetTopologySuite.Geometries;

namespace Geo.Core.Sites.Places;

/// <summary>The place of a row brought to longitude and latitude, checked and mended.</summary>
internal static class PlaceCheck
{
    // Half a zone of 3° is 125 km wide here: a wrong zone shows, a neighbouring district does not.
    private const double FarMetres = 100_000;

    /// <summary>The geometry as it will be stored, with notes; or null with the reasons of refusal.</summary>
    public static (Geometry? Geometry, IReadOnlyList<Reason> Notes) Of((Geometry? Place, Reason? Reason) read, SourceSystem system, string kind, RegisterOptions options)
    {
        if (read.Reason is { } why)
        {
            return (null, [why]);
        }

        if (read.Place is { IsEmpty: false } && system.ToLonLat is null)
        {
            return (null, [new Reason("坐标是米制而坐标系未知，请用 --source-crs 确认", "the coordinates are metres of an unknown system: confirm it with --source-crs")]);
        }

        Geometry? place = read.Place;
        try
        {
            // What is no number cannot be moved; the check says so.
            if (place is { IsEmpty: false } && RegisterGeometry.IsFinite(place)) place = system.ToLonLat!(place);
        }
        catch (Exception outside) when (outside is InputException or GdalException or ArgumentException)
        {
            return (null, [new Reason($"坐标在 {system.Crs} 中没有对应位置，请检查坐标系（--source-crs）", $"the coordinates have no place in {system.Crs}: check the coordinate system (--source-crs)")]);
        }

        var (geometry, note) = RegisterGeometry.Check(place, kind, options.AnyPlace);
        if (geometry is null)
        {
            return (null, [note!]);
        }

        IReadOnlyList<Reason> notes = note is null ? [] : [note];
        if (Far(geometry, options.District) is not { } far)
        {
            return (geometry, notes);
        }

        // Degrees have no zones to mix up, and what a person has said is confirmed.
        bool doubtful = system.How == "declared" && CrsGuess.IsMetres(read.Place!.Coordinate);
        return (doubtful ? null : geometry, [.. notes, Told(far)]);
    }

    private static double? Far(Geometry place, Envelope? district)
    {
        if (district is not { IsNull: false } || place.EnvelopeInternal.Intersects(district)) return null;
        var at = place.EnvelopeInternal.Centre;
        double metres = Ellipsoid.Distance(at.X, at.Y, Math.Clamp(at.X, district.MinX, district.MaxX), Math.Clamp(at.Y, district.MinY, district.MaxY));
        return metres > FarMetres ? metres : null;
    }

    private static Reason Told(double metres) => new(
        FormattableString.Invariant($"位置距本区约 {metres / 1000:0} 公里，请检查坐标和分带（--source-crs）"),
        FormattableString.Invariant($"the place lies some {metres / 1000:0} km off the district: check the coordinates and their zone (--source-crs)"));
}
