using Geo.Core.Crs;
using Geo.Core.Measure;
using NetTopologySuite.Geometries;

namespace Geo.Core.Field;

/// <summary>What speaks against a place that a phone gives. A place is stored as it came, whatever is said here.</summary>
public static class PlaceDoubts
{
    /// <summary>The place lies farther from its site than the rules allow.</summary>
    public const string FarFromSite = "far_from_site";

    /// <summary>The photo was taken farther from the check than the rules allow.</summary>
    public const string FarFromCheck = "far_from_check";

    /// <summary>The place looks shifted as Chinese web maps shift (GCJ-02): taken back, it lies where it should.</summary>
    public const string LooksShifted = "looks_like_gcj02";

    /// <summary>The check's place, not the photo's, looks shifted so.</summary>
    public const string CheckLooksShifted = "check_looks_like_gcj02";

    /// <summary>There is no place.</summary>
    public const string NoPlace = "no_position";

    /// <summary>Doubts about the place of a check.</summary>
    /// <param name="place">Longitude/latitude; null where there is none.</param>
    /// <param name="site">The site's geometry, longitude/latitude; null where it has none.</param>
    /// <param name="most">Metres that a check may lie outside the site.</param>
    /// <returns>Metres from the site's edge (0 inside), null without both; and the doubts.</returns>
    public static (double? Metres, IReadOnlyList<string> Doubts) OfCheck(Point? place, Geometry? site, double most)
    {
        if (place is null) return (null, [NoPlace]);
        if (site is null || site.IsEmpty) return (null, []);
        double metres = Ellipsoid.Distance(place, site);
        if (metres <= most) return (metres, []);
        return (metres, Ellipsoid.Distance(TakenBack(place), site) <= most ? [FarFromSite, LooksShifted] : [FarFromSite]);
    }

    /// <summary>Doubts about the place of a photo against that of its check.</summary>
    /// <param name="photo">Longitude/latitude.</param>
    /// <param name="check">Longitude/latitude; null where the check has none.</param>
    /// <param name="most">Metres that they may lie apart.</param>
    /// <param name="shiftError">Metres within which a shift taken back must bring them together to look like GCJ-02.</param>
    public static (double? Metres, IReadOnlyList<string> Doubts) OfPhoto(Point? photo, Point? check, double most, double shiftError)
    {
        if (photo is null) return (null, [NoPlace]);
        if (check is null) return (null, []);
        double metres = Apart(photo, check);
        if (metres <= most) return (metres, []);
        return (metres, Apart(TakenBack(photo), check) <= shiftError ? [FarFromCheck, LooksShifted]
            : Apart(photo, TakenBack(check)) <= shiftError ? [FarFromCheck, CheckLooksShifted]
            : [FarFromCheck]);
    }

    private static Point TakenBack(Point shifted) => (Point)ChineseOffsets.Move(shifted, ChineseOffsets.Gcj02ToWgs84);

    private static double Apart(Point a, Point b) => Ellipsoid.Distance(a.X, a.Y, b.X, b.Y);
}
