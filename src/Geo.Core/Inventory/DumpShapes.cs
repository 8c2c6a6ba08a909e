using Geo.Core.Measure;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Polygonize;
using NetTopologySuite.Operation.Union;

namespace Geo.Core.Inventory;

/// <summary>Outlines of merged and split dumps.</summary>
public static class DumpShapes
{
    // What is smaller is no part of a dump but a rounding of the line that was drawn.
    private const double SmallestPart = 1; // m²

    /// <summary>Everything that any of the outlines holds; parts that do not touch stay apart in one multipolygon.</summary>
    /// <param name="outlines">Longitude/latitude, with area.</param>
    public static Geometry Union(IReadOnlyList<Geometry> outlines) => UnaryUnionOp.Union(outlines);

    /// <summary>The parts into which a line cuts an outline, from west to east.</summary>
    /// <param name="outline">Longitude/latitude, with area.</param>
    /// <param name="line">Longitude/latitude; it must run right through.</param>
    /// <exception cref="InputException">The line does not part it.</exception>
    public static IReadOnlyList<Geometry> Cut(Geometry outline, Geometry line)
    {
        ArgumentNullException.ThrowIfNull(outline);
        ArgumentNullException.ThrowIfNull(line);
        var polygonizer = new Polygonizer();
        polygonizer.Add(outline.Boundary.Union(line));
        Geometry[] parts = [.. polygonizer.GetPolygons().Where(part => outline.Contains(part.InteriorPoint) && Ellipsoid.Area(part).Value > SmallestPart)
            .OrderBy(part => part.Centroid.X).ThenBy(part => part.Centroid.Y)];
        return parts.Length > 1 ? parts : throw new InputException("the split", "line", "it does not run right through the outline", "draw it from outside to outside");
    }

    /// <summary>Given parts of an outline, checked: inside it, not upon one another, and together all of it but for a share.</summary>
    /// <param name="outline">Longitude/latitude, with area.</param>
    /// <param name="parts">Two or more, with area.</param>
    /// <returns>Share of the outline that no part holds, and share of the parts that lies outside.</returns>
    /// <exception cref="InputException">Fewer than two, one without ground in the outline, or two that overlap.</exception>
    public static (double LeftOut, double Beyond) Check(Geometry outline, IReadOnlyList<Geometry> parts)
    {
        ArgumentNullException.ThrowIfNull(outline);
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Count < 2) throw new InputException("the split", "parts", "there are fewer than two", "give an outline for each of the new dumps");
        for (int i = 0; i < parts.Count; i++)
        {
            if (parts[i].Dimension != Dimension.Surface || !parts[i].IsValid) throw new InputException("the split", $"parts[{i}]", "it is no valid polygon", "give a polygon whose rings do not cross");
            if (Ellipsoid.Area(parts[i].Intersection(outline)).Value <= SmallestPart) throw new InputException("the split", $"parts[{i}]", "it holds no ground of the dump", "draw it inside the dump");
            for (int j = 0; j < i; j++)
            {
                if (Ellipsoid.Area(parts[i].Intersection(parts[j])).Value > SmallestPart) throw new InputException("the split", $"parts[{i}]", $"it overlaps parts[{j}]", "let them share a border at most");
            }
        }

        Geometry all = Union(parts);
        double whole = Ellipsoid.Area(outline).Value;
        return (Ellipsoid.Area(outline.Difference(all)).Value / whole, Ellipsoid.Area(all.Difference(outline)).Value / whole);
    }
}
