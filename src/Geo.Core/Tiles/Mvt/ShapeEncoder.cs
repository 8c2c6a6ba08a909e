namespace Geo.Core.Tiles.Mvt;

/// <summary>Geometries into the commands of MVT 2.1 §4.3: cut to the tile with its margin, thinned, rounded, outer rings positive, valid.</summary>
internal sealed class ShapeEncoder(TilePlane plane) : IDisposable
{
    /// <summary>Points nearer than this to the line between their neighbours go: a tenth of a pixel of a tile drawn with 256, a fifth of one drawn with 512.</summary>
    public const double Tolerance = 1.5;

    private const double Low = -TilePlane.Margin, High = TilePlane.Side + TilePlane.Margin;
    private const int MoveTo = 1, LineTo = 2, ClosePath = 7, DeepestCollection = 8, MostEars = 6, LargestEar = 4;

    private readonly Thinning _thinning = new();
    private readonly Crossings _crossings = new();
    private readonly RoundedRings _rings = new();
    private readonly Path _spare = new(), _part = new();
    private Path _path = new();
    private Path _cut = new();
    private int _penX, _penY, _dimension;
    private Box _collapsed;     // round what was in the tile and left nothing on whole units

    /// <summary>1 points, 2 lines, 3 polygons.</summary>
    public int Kind => _dimension + 1;

    /// <summary>The commands.</summary>
    public ByteSink Commands { get; } = new(1024);

    /// <summary>Polygons that took the slow way.</summary>
    public int Repaired { get; private set; }

    /// <summary>Encodes a geometry; of a collection the parts of the highest dimension.</summary>
    /// <param name="wkb">Well-known binary, longitude and latitude.</param>
    /// <returns>False where nothing of it is in the tile. What is in it but too thin for whole units becomes the smallest box round it.</returns>
    public bool Encode(ReadOnlySpan<byte> wkb)
    {
        Begin();
        _collapsed = Box.Nothing;
        var first = new Wkb(wkb);
        _dimension = Dimension(ref first, 0);
        var reader = new Wkb(wkb);
        Geometry(ref reader);
        if (Commands.Length == 0 && _collapsed.Left <= _collapsed.Right) Thin(_collapsed);
        return Commands.Length > 0;
    }

    /// <summary>Encodes a square of the tile instead of what lies in it.</summary>
    public void EncodeSquare(int left, int top, int side, bool asPoint)
    {
        Begin();
        if (asPoint)
        {
            _dimension = 0;
            Command(MoveTo, 1);
            Pen(left + side / 2, top + side / 2);
            return;
        }

        _dimension = 2;
        Rectangle(left, top, left + side, top + side);
    }

    /// <inheritdoc/>
    public void Dispose() => Commands.Dispose();

    private void Begin()
    {
        Commands.Clear();
        _rings.Clear();
        (_penX, _penY) = (0, 0);
    }

    // The highest dimension in a geometry; a collection is walked through.
    private int Dimension(ref Wkb reader, int depth)
    {
        int type = reader.Type(), highest = type switch { <= 3 => type - 1, <= 6 => type - 4, _ => 0 };
        if (depth == 0 && type != 7) return highest;
        if (depth > DeepestCollection) throw new InvalidDataException("a geometry collection is nested too deeply");
        switch (type)
        {
            case 1: reader.Points(_part, 1, false); break;
            case 2: reader.Points(_part, (int)reader.Count(), false); break;
            case 3:
                for (uint n = reader.Count(); n > 0; n--) reader.Points(_part, (int)reader.Count(), true);
                break;
            default:
                for (uint n = reader.Count(); n > 0; n--) highest = Math.Max(highest, Dimension(ref reader, depth + 1));
                break;
        }

        return highest;
    }

    private void Geometry(ref Wkb reader)
    {
        int type = reader.Type();
        switch (type)
        {
            case 1: Points(ref reader, 1); break;
            case 2: Line(ref reader); break;
            case 3: Polygon(ref reader); break;
            case 4:
                MultiPoint(ref reader);
                break;
            default:
                for (uint n = reader.Count(); n > 0; n--) Geometry(ref reader);
                break;
        }
    }

    private void Points(ref Wkb reader, int count)
    {
        reader.Points(_path, count, false);
        if (_dimension != 0) return;
        plane.Place(_path);
        if (!(_path.X[0] >= Low && _path.X[0] <= High && _path.Y[0] >= Low && _path.Y[0] <= High)) return;
        Command(MoveTo, 1);
        Pen((int)Math.Round(_path.X[0]), (int)Math.Round(_path.Y[0]));
    }

    // One command for all of them, as the standard asks.
    private void MultiPoint(ref Wkb reader)
    {
        _spare.Clear();
        for (uint n = reader.Count(); n > 0; n--)
        {
            reader.Type();
            reader.Points(_path, 1, false);
            plane.Place(_path);
            if (_path.X[0] >= Low && _path.X[0] <= High && _path.Y[0] >= Low && _path.Y[0] <= High) _spare.Add(_path.X[0], _path.Y[0]);
        }

        if (_dimension != 0 || _spare.Count == 0) return;
        Command(MoveTo, _spare.Count);
        for (int i = 0; i < _spare.Count; i++) Pen((int)Math.Round(_spare.X[i]), (int)Math.Round(_spare.Y[i]));
    }

    private void Line(ref Wkb reader)
    {
        reader.Points(_path, (int)reader.Count(), false);
        if (_dimension != 1) return;
        if (!plane.Place(_path).Meets(Low, High)) return;
        ReadOnlySpan<double> x = _path.X, y = _path.Y;
        _part.Clear();
        for (int i = 1; i < x.Length; i++)
        {
            if (!Clip.Segment(x[i - 1], y[i - 1], x[i], y[i], Low, High, out double from, out double to))
            {
                EndLine();
                continue;
            }

            double dx = x[i] - x[i - 1], dy = y[i] - y[i - 1];
            if (from > 0) EndLine();
            if (_part.Count == 0) _part.Add(x[i - 1] + dx * from, y[i - 1] + dy * from);
            _part.Add(x[i - 1] + dx * to, y[i - 1] + dy * to);
            if (to < 1) EndLine();
        }

        EndLine();
    }

    private void EndLine()
    {
        if (_part.Count > 1)
        {
            _thinning.Thin(_part, isRing: false, Tolerance);
            Span<double> x = _part.X, y = _part.Y;
            int count = 0;
            for (int i = 0; i < x.Length; i++)
            {
                double rx = Math.Round(x[i]), ry = Math.Round(y[i]);
                if (count > 0 && x[count - 1] == rx && y[count - 1] == ry) continue;
                (x[count], y[count]) = (rx, ry);
                count++;
            }

            if (count > 1)
            {
                Command(MoveTo, 1);
                Pen((int)x[0], (int)y[0]);
                Command(LineTo, count - 1);
                for (int i = 1; i < count; i++) Pen((int)x[i], (int)y[i]);
            }
            else
            {
                _collapsed = _collapsed.With(Box.Of(_part));
            }
        }

        _part.Clear();
    }

    private void Polygon(ref Wkb reader)
    {
        bool hasOuter = false;
        var outer = Box.Nothing;
        uint count = reader.Count();
        _rings.Clear();
        for (uint n = 0; n < count; n++)
        {
            reader.Points(_path, (int)reader.Count(), true);
            if (_dimension != 2 || (n > 0 && !hasOuter)) continue;
            var own = plane.Place(_path);
            if (!own.Meets(Low, High)) continue;
            bool holdsArea = true;
            if (!own.IsInside(Low, High))
            {
                if (!ReferenceEquals(Clip.Ring(_path, _cut, Low, High), _path)) (_path, _cut) = (_cut, _path);
                (own, holdsArea) = (Box.Within(_path, Low, High), HoldsArea(_path));
            }

            _thinning.Thin(_path, isRing: true, Tolerance);
            bool added = _rings.Add(_path.X, _path.Y);
            if (n > 0) continue;
            (hasOuter, outer) = (added, own);
            if (!added && holdsArea) _collapsed = _collapsed.With(own);
        }

        if (_rings.Rings == 0) return;
        int written = Commands.Length;
        if (IsSimple())
        {
            WriteRings();
        }
        else
        {
            Repaired++;
            foreach (var polygon in PolygonRepair.Repair(_rings, 0, _rings.Rings))
            {
                _rings.Clear();
                if (!Add(polygon.ExteriorRing)) continue;
                foreach (var hole in polygon.InteriorRings) Add(hole);
                WriteRings();
            }
        }

        if (Commands.Length == written) _collapsed = _collapsed.With(outer);
    }

    // Most rings that rounding makes touch themselves do so at a point that two units of area hang on: it goes.
    private bool IsSimple()
    {
        if (_rings.Rings == 1 && _rings.GoesOnceRound(0)) return true;
        for (int tries = 0; _crossings.Any(_rings, 0, _rings.Rings); tries++)
        {
            if (_rings.Rings != 1 || tries == MostEars) return false;
            var (_, edge, _, other) = _crossings.Found;
            int count = _rings.X(0).Length, best = edge;
            foreach (int point in (ReadOnlySpan<int>)[edge + 1 == count ? 0 : edge + 1, other, other + 1 == count ? 0 : other + 1])
            {
                if (_rings.Ear(0, point) < _rings.Ear(0, best)) best = point;
            }

            if (count < 5 || _rings.Ear(0, best) > LargestEar) return false;
            if (!_rings.Without(best)) return true;
        }

        return true;
    }

    // A ring that goes round the tile without touching it is cut to its edges, to and fro.
    private static bool HoldsArea(Path ring)
    {
        double sum = 0;
        ReadOnlySpan<double> x = ring.X, y = ring.Y;
        for (int i = 0, last = x.Length - 1; i < x.Length; last = i, i++) sum += x[last] * y[i] - x[i] * y[last];
        return Math.Abs(sum) > 1e-6;
    }

    private bool Add(NetTopologySuite.Geometries.LineString ring)
    {
        var points = ring.CoordinateSequence;
        _path.Resize(points.Count - 1);
        for (int i = 0; i < _path.Count; i++) (_path.X[i], _path.Y[i]) = (points.GetX(i), points.GetY(i));
        return _rings.Add(_path.X, _path.Y);
    }

    private void WriteRings()
    {
        for (int ring = 0; ring < _rings.Rings; ring++)
        {
            _rings.Turn(ring, positive: ring == 0);
            ReadOnlySpan<int> x = _rings.X(ring), y = _rings.Y(ring);
            Command(MoveTo, 1);
            Pen(x[0], y[0]);
            Command(LineTo, x.Length - 1);
            for (int i = 1; i < x.Length; i++) Pen(x[i], y[i]);
            Command(ClosePath, 1);
        }
    }

    private void Thin(Box box)
    {
        int left = (int)Math.Floor(Math.Max(box.Left, Low)), top = (int)Math.Floor(Math.Max(box.Top, Low));
        int right = Math.Max(left + 1, (int)Math.Ceiling(Math.Min(box.Right, High))), bottom = Math.Max(top + 1, (int)Math.Ceiling(Math.Min(box.Bottom, High)));
        if (_dimension == 1)
        {
            Command(MoveTo, 1);
            Pen(left, top);
            Command(LineTo, 1);
            Pen(right, top);
            return;
        }

        // A box across the tile is no picture of a thin slope: its middle square is.
        (int wide, int high) = (right - left, bottom - top);
        if (wide > 2 && high > 2) (left, top, right, bottom) = ((left + right) / 2, (top + bottom) / 2, (left + right) / 2 + 1, (top + bottom) / 2 + 1);
        Rectangle(left, top, right, bottom);
    }

    private void Rectangle(int left, int top, int right, int bottom)
    {
        Command(MoveTo, 1);
        Pen(left, top);
        Command(LineTo, 3);
        Pen(right, top);
        Pen(right, bottom);
        Pen(left, bottom);
        Command(ClosePath, 1);
    }

    private void Command(int id, int count) => Commands.Varint((uint)(id | count << 3));

    private void Pen(int x, int y)
    {
        int dx = x - _penX, dy = y - _penY;
        Commands.Pair((uint)((dx << 1) ^ (dx >> 31)), (uint)((dy << 1) ^ (dy >> 31)));
        (_penX, _penY) = (x, y);
    }
}
