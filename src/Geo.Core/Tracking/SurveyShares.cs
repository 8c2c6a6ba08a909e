using Geo.Core.Measure;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tracking;

/// <summary>Which part of a site a survey calls pit or stockpile.</summary>
internal static class SurveyShares
{
    /// <summary>Shares in [0, 1]; null where no survey of the scene looked at the whole site.</summary>
    public static (double? Pit, double? Stockpile) Of(Geometry site, SurveyFindings? findings)
    {
        if (findings is null || !findings.Ground.Covers(site)) return (null, null);
        double whole = Ellipsoid.Area(site).Value;
        return (Share("unrestored_pit"), Share("stockpile"));

        // Polygons of one class and survey do not overlap.
        double Share(string name) => Math.Min(1, findings.Found.Where(one => one.Class == name).Sum(one => Overlap.SquareMetres(site, one.Outline)) / whole);
    }
}
