using System.Globalization;
using NetTopologySuite.Geometries;
using NetTopologySuite.Triangulate;

namespace Geo.Core.Demo;

/// <summary>The registers as a bureau would hand them over: outlines a little off, unlisted dumps absent.</summary>
internal sealed class Registers(DistrictPlan plan, string folder, bool small)
{
    private static readonly string[] Modes = ["自然恢复", "辅助再生", "生态重建", "转型利用"];
    private static readonly string[] Grades = ["III", "II", "I"];
    private readonly DemoParameters _parameters = plan.Parameters;

    /// <summary>Sites that the demo of this size shows.</summary>
    public IEnumerable<Site> Shown => plan.Sites.Where(s => !small || s.InSmall);

    public string Code(Site site) => site.Number == 0 ? "" :
        (site.Kind == SiteKind.Pit ? _parameters.MineCodePrefix : _parameters.DumpCodePrefix) + site.Number.ToString("000", CultureInfo.InvariantCulture);

    public string MineSites()
    {
        var file = new FeatureFile(plan);
        foreach (var site in Shown.Where(s => s.Kind == SiteKind.Pit).OrderBy(s => s.Number))
        {
            var draw = new Draw(site.Hash);
            int mineral = draw.Integer(_parameters.Minerals.Length);
            int firstDate = 0;
            file.Add(
                FeatureFile.PolygonOf(site.Surveyed),
                ("code", Code(site)),
                ("name", $"{_parameters.SyntheticPrefix}{TownOf(site)}{site.Number}号{_parameters.MineNouns[mineral]}"),
                ("town", TownOf(site)), ("mineral", _parameters.Minerals[mineral]), ("lead_unit", "区自然资源分局"),
                ("restoration_mode", Modes[draw.Integer(Modes.Length)]), ("planned_year", 2023 + draw.Integer(3)),
                ("listed_area_m2", Math.Round(site.Surveyed.SquareMetres / 100) * 100), ("status", site.Status(firstDate)));
        }

        return file.Write(Path.Combine(folder, "mine-sites.geojson"), "mine-sites");
    }

    public string Dumps()
    {
        var file = new FeatureFile(plan);
        foreach (var site in Shown.Where(s => s.Kind == SiteKind.Dump && s.Number > 0).OrderBy(s => s.Number))
        {
            var draw = new Draw(site.Hash);
            var kind = _parameters.DumpKinds[(int)site.Material];
            string party = draw.Unit() switch { < 0.4 => "none", < 0.8 => "known", _ => "unknown" };
            file.Add(
                FeatureFile.PolygonOf(site.Surveyed),
                ("code", Code(site)), ("name", $"{_parameters.SyntheticPrefix}{TownOf(site)}{site.Number}号{kind.Name}"), ("town", TownOf(site)),
                ("waste_category", kind.WasteCategory), ("responsible_party", party), ("control_grade", Grades[draw.Integer(3)]),
                ("lead_unit", "区生态环境分局"), ("listed_area_m2", Math.Round(site.Surveyed.SquareMetres / 100) * 100), ("status", "listed"));
        }

        return file.Write(Path.Combine(folder, "dumps.geojson"), "dumps");
    }

    public string Truth()
    {
        var file = new FeatureFile(plan);
        int last = _parameters.Dates.Length - 1;
        var dates = Enumerable.Range(0, _parameters.Dates.Length).Where(i => !small || _parameters.Dates[i].InSmall).ToArray();
        foreach (var site in Shown.Where(s => s.Kind is SiteKind.Pit or SiteKind.Dump))
        {
            var history = dates.Select(i => new Dictionary<string, object>
            {
                ["acquired_at"] = _parameters.Dates[i].AcquiredAt.UtcDateTime,
                ["class"] = ClassName(site.CoverClass(i)),
                ["status"] = site.Kind == SiteKind.Pit ? site.Status(i) : "listed",
                ["relative_cover_share"] = Math.Round(site.CoverAt[i], 3),
            }).ToArray();
            var archive = Enumerable.Range(0, _parameters.Archive.Length).Where(i => !small || _parameters.Archive[i].InSmall)
                .Select(i => (When: _parameters.Archive[i].AcquiredAt, Number: _parameters.Dates.Length + i)).Select(d => new Dictionary<string, object>
                {
                    ["acquired_at"] = d.When.UtcDateTime,
                    ["status"] = site.Kind == SiteKind.Pit ? site.Status(d.Number) : "listed",
                    ["relative_cover_share"] = Math.Round(site.CoverOn(d.Number), 3),
                }).ToArray();
            bool changes = dates.Select(i => site.CoverClass(i)).Distinct().Count() > 1;
            file.Add(
                FeatureFile.PolygonOf(site.Shape),
                ("class", ClassName(site.CoverClass(last))), ("class_changes", changes),
                ("site_kind", site.Kind == SiteKind.Pit ? "mine_site" : site.Number > 0 ? "dump" : "unlisted"),
                ("site_code", site.Number > 0 ? Code(site) : null),
                ("waste_category", site.Kind == SiteKind.Dump ? _parameters.DumpKinds[(int)site.Material].WasteCategory : null),
                ("split", site.Train ? "train" : "test"), ("area_m2", Math.Round(site.Shape.SquareMetres, 1)), ("dates", history),
                ("archive", archive), ("change", site.Archive.Change), ("change_year", site.Archive.ChangeYear));
        }

        return file.Write(Path.Combine(folder, "truth.geojson"), "truth");
    }

    public string Towns()
    {
        var file = new FeatureFile(plan);
        var outline = FeatureFile.PolygonOf(plan.Outline);
        foreach (var (town, cell) in TownCells(outline))
        {
            file.Add(cell, ("code", $"DH-T-{town + 1}"), ("name", _parameters.Towns[town].Name));
        }

        return file.Write(Path.Combine(folder, "towns.geojson"), "towns");
    }

    public string Rivers()
    {
        var file = new FeatureFile(plan);
        file.Add(RiverLine(), ("code", "DH-R-1"), ("name", $"{_parameters.SyntheticPrefix}黄河"), ("kind", "river"));
        // A dry bed for most of the year: the register draws it, the ground does not tell it from the fan's other beds.
        file.Add(new LineString([.. _parameters.Tributary.Line.Select(plan.ToPlan).Select(p => new Coordinate(p.X, p.Y))]),
            ("code", "DH-R-2"), ("name", _parameters.SyntheticPrefix + _parameters.Tributary.Name), ("kind", "tributary"));
        return file.Write(Path.Combine(folder, "rivers.geojson"), "rivers");
    }

    public string SensitiveAreas()
    {
        var file = new FeatureFile(plan);
        var outline = FeatureFile.PolygonOf(plan.Outline);
        int number = 0;
        void Put(Geometry area, string name, string kind, double weight)
        {
            var inside = area.Intersection(outline);
            if (!inside.IsEmpty)
            {
                file.Add(
                    inside, ("code", $"DH-S-{++number:00}"), ("name", _parameters.SyntheticPrefix + name), ("kind", kind), ("weight", weight));
            }
        }

        Put(RiverLine().Buffer(450), "黄河河段", "river_reach", 1);
        for (int i = 0; i < plan.Towns.Count; i++)
        {
            var (x, y) = plan.Towns[i];
            double radius = _parameters.Towns[i].RadiusMetres;
            var centre = new Point(x, y);
            Put(centre.Buffer(radius * 0.75), _parameters.Towns[i].Name + "居民区", "residential_area", 0.9);
            Put(new Point(x + radius * 0.3, y + radius * 0.2).Buffer(90), _parameters.Towns[i].Name + "学校", "school", 1);
            Put(new Point(x + radius * 0.4, y - radius * 1.6).Buffer(420), _parameters.Towns[i].Name + "水源保护区", "water_source", 1);
        }

        return file.Write(Path.Combine(folder, "sensitive-areas.geojson"), "sensitive-areas");
    }

    public string KeyControlAreas()
    {
        var file = new FeatureFile(plan);
        var corridor = RiverLine().Buffer(2500).Intersection(FeatureFile.PolygonOf(plan.Outline));
        file.Add(corridor, ("code", "DH-K-1"), ("name", $"{_parameters.SyntheticPrefix}黄河干流廊道"), ("kind", "river_corridor"));
        return file.Write(Path.Combine(folder, "key-control-areas.geojson"), "key-control-areas");
    }

    private string ClassName(Cover cover) => _parameters.ClassNames[(int)cover - 1];

    // Towns proper: the villages belong to the nearest of them.
    private IEnumerable<int> TownsProper => Enumerable.Range(0, plan.Towns.Count).Where(i => _parameters.Towns[i].RadiusMetres >= 600);

    private string TownOf(Site site)
    {
        double x = (site.Shape.Bounds.MinX + site.Shape.Bounds.MaxX) / 2, y = (site.Shape.Bounds.MinY + site.Shape.Bounds.MaxY) / 2;
        int nearest = TownsProper.MinBy(i => (plan.Towns[i].X - x) * (plan.Towns[i].X - x) + (plan.Towns[i].Y - y) * (plan.Towns[i].Y - y));
        return _parameters.Towns[nearest].Name;
    }

    private IEnumerable<(int Town, Geometry Cell)> TownCells(Polygon outline)
    {
        var builder = new VoronoiDiagramBuilder { ClipEnvelope = outline.EnvelopeInternal.Copy() };
        var centres = TownsProper.Select(i => (i, Point: new Point(plan.Towns[i].X, plan.Towns[i].Y))).ToArray();
        builder.SetSites([.. centres.Select(c => c.Point.Coordinate)]);
        var cells = builder.GetDiagram(outline.Factory);
        foreach (var (town, point) in centres)
        {
            yield return (town, cells.Geometries.First(c => c.Contains(point)).Intersection(outline));
        }
    }

    private LineString RiverLine()
    {
        var (x, y) = plan.RiverLine;
        double width = _parameters.FullPixels[0] * DemoParameters.PixelMetres;
        return new LineString([.. x.Zip(y, (a, b) => new Coordinate(a, b)).Where(c => c.X > -500 && c.X < width + 500)]);
    }
}
