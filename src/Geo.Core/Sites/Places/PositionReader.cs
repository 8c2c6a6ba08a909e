using NetTopologySuite.Geometries;

namespace Geo.Core.Sites.Places;

/// <summary>A cell that holds both coordinates of a point, or the corners of an outline (拐点坐标) one after another.</summary>
internal static class PositionReader
{
    private static readonly char[] s_between = [';', '\n', '|', '、', '；'];

    /// <summary>A point; a polygon from three corners on.</summary>
    /// <param name="text">In normal width: "110.1,40.5", "N40°35′ E110°02′", "110.1,40.5;110.2,40.5;110.2,40.6".</param>
    /// <param name="place">In the order of the cell, longitude first where the numbers or letters tell.</param>
    /// <param name="reason">Why it cannot be read.</param>
    public static bool TryRead(string text, out Geometry? place, out Reason? reason)
    {
        (place, reason) = (null, null);
        string[] corners = text.Split(s_between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (corners.Length < 3)
        {
            corners = [text.Replace(';', ',').Replace('、', ',').Replace('\n', ' ')];
        }

        var ring = new List<Coordinate>(corners.Length + 1);
        foreach (string corner in corners)
        {
            if (Pair(corner) is not (string first, string second))
            {
                reason = new Reason($"“{Short(corner)}”不是一对坐标", $"'{Short(corner)}' is no pair of coordinates");
                return false;
            }

            if (!AngleReader.TryRead(first, out double x, out char? axis, out reason) || !AngleReader.TryRead(second, out double y, out _, out reason))
            {
                return false;
            }

            // No head tells the order here; in China a latitude is never a longitude.
            bool latitudeFirst = axis == 'N' || (axis is null && x is > 3 and < 54 && y is > 73 and < 136);
            ring.Add(latitudeFirst ? new Coordinate(y, x) : new Coordinate(x, y));
        }

        if (ring.Count == 1)
        {
            place = new Point(ring[0]);
            return true;
        }

        if (!ring[0].Equals2D(ring[^1])) ring.Add(ring[0].Copy());
        place = ring.Count >= 4 ? new Polygon(new LinearRing([.. ring])) : null;
        reason = place is null ? new Reason("拐点少于三个，不成边界", "fewer than three corners make no outline") : null;
        return place is not null;
    }

    private static (string, string)? Pair(string corner)
    {
        string[] parts = corner.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length != 2) parts = corner.Split((char[])[' ', '\t', '/'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length == 2) return (parts[0], parts[1]);
        // E110°02′10″N40°35′: the second letter begins the second half, where it does not end the first.
        string plain = AngleReader.Plain(corner);
        int cut = plain.Length > 1 && char.IsAsciiLetter(plain[0]) ? plain.IndexOfAny(['E', 'W', 'N', 'S'], 1) : plain.IndexOfAny(['E', 'W', 'N', 'S']) + 1;
        return cut > 0 && cut < plain.Length ? (plain[..cut].Trim(' ', ','), plain[cut..].Trim(' ', ',')) : null;
    }

    private static string Short(string text) => text.Length > 40 ? text[..40] + "…" : text;
}
