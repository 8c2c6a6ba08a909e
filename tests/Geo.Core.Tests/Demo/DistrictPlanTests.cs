using Geo.Core.Demo;
using Geo.Core.Gdal;

namespace Geo.Core.Tests.Demo;

public class DistrictPlanTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(42)]
    [InlineData(987654321)]
    public void Every_seed_has_99_pits_and_all_else_inside_the_outline_and_apart(ulong seed)
    {
        var parameters = DemoParameters.Load();
        var plan = new DistrictPlan(parameters, seed);
        var pits = plan.Sites.Where(s => s.Kind == SiteKind.Pit).ToArray();
        Assert.Equal(Enumerable.Range(1, 99), pits.Select(s => s.Number).Order());
        Assert.Equal(24, pits.Count(s => s.InSmall));
        Assert.All(pits, s => Assert.True(s.Shape.SquareMetres >= parameters.MinimumPitSquareMetres));
        Assert.All(plan.Sites.Where(s => s.Kind == SiteKind.Dump), s => Assert.True(s.Shape.SquareMetres >= parameters.MinimumDumpSquareMetres));
        Assert.All(plan.Sites, s => Assert.All(s.Shape.X.Zip(s.Shape.Y), p => Assert.True(plan.Outline.Contains(p.First, p.Second))));
        for (int i = 0; i < plan.Sites.Count; i++)
        {
            Assert.All(plan.Sites.Skip(i + 1), s => Assert.False(s.Shape.Bounds.Intersects(plan.Sites[i].Shape.Bounds)));
        }

        foreach (var group in plan.Sites.GroupBy(s => s.Kind))
        {
            Assert.InRange(group.Count(s => s.Train) / (double)group.Count(), parameters.TrainShare - 0.05, parameters.TrainShare + 0.05);
        }

        // Every fate and every kind of dump stands in the small window too.
        Assert.Equal(6, pits.Where(s => s.InSmall).Select(s => s.Fate).Distinct().Count());
        Assert.Equal(5, plan.Sites.Where(s => s.Kind == SiteKind.Dump && s.InSmall).Select(s => s.Material).Distinct().Count());
    }

    [Fact]
    public void Recovering_pits_green_and_relapsing_ones_fall_back()
    {
        var plan = new DistrictPlan(DemoParameters.Load(), 1);
        int last = plan.Parameters.Dates.Length - 1;
        Assert.All(plan.Sites.Where(s => s.Kind == SiteKind.Pit), s =>
        {
            (string first, string end) = (s.Status(0), s.Status(last));
            switch (s.Fate)
            {
                case Fate.Untouched: Assert.Equal(("not_started", "not_started"), (first, end)); break;
                case Fate.Recovering: Assert.True(s.CoverAt[last] > s.CoverAt[0] + 0.15); break;
                case Fate.Restored: Assert.Equal(("restored", "restored"), (first, end)); break;
                case Fate.Relapsing: Assert.Equal("relapsed", end); Assert.Equal(Cover.RestoredPit, s.CoverClass(0)); break;
                case Fate.Rebuilt: Assert.Equal(("in_progress", "restored"), (first, end)); break;
            }
        });
    }

    [Fact]
    public void The_archive_runs_on_from_the_survey_to_both_sides()
    {
        var plan = new DistrictPlan(DemoParameters.Load(), 1);
        int dates = plan.Parameters.Dates.Length, archive = plan.Parameters.Archive.Length;
        string[] Course(Site s) => [.. Enumerable.Range(dates, archive).Select(s.Status).Distinct()];
        Assert.All(plan.Sites.Where(s => s.Kind == SiteKind.Pit), s =>
        {
            switch (s.Fate)
            {
                case Fate.Untouched: Assert.Equal(["not_started"], Course(s)); break;
                case Fate.Recovering: Assert.Equal(2023, s.Archive.ChangeYear); Assert.Equal("not_started", Course(s)[0]); break;
                case Fate.InWork: Assert.Equal(["not_started", "in_progress"], Course(s)); break;
                case Fate.Rebuilt: Assert.Equal(["not_started", "restored"], Course(s)); break;
                case Fate.Restored: Assert.Equal("restored", Course(s)[^1]); break;
                case Fate.Relapsing: Assert.Equal(("vegetating", "relapsed", "relapse"), (Course(s)[0], Course(s)[^1], s.Archive.Change)); break;
            }
        });
    }

    [Fact]
    public void The_plane_is_utm_49_north_as_proj_has_it()
    {
        using var proj = new PointTransform(Projection.FromEpsg(4326), Projection.FromEpsg(32649));
        foreach (var (lon, lat) in new[] { (109.94, 40.46), (110.2, 40.55), (110.44, 40.65), (111.0, 40.5) })
        {
            double[] x = [lon], y = [lat];
            proj.Transform(x, y);
            var (east, north) = MetricPlane.FromLonLat(lon, lat);
            Assert.Equal(x[0], east, 0.001);
            Assert.Equal(y[0], north, 0.001);
            var (lonBack, latBack) = MetricPlane.ToLonLat(east, north);
            Assert.Equal(lon, lonBack, 1e-9);
            Assert.Equal(lat, latBack, 1e-9);
        }
    }
}
