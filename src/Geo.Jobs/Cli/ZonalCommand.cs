using System.CommandLine;
using Geo.Core;
using Geo.Core.Crs;
using Geo.Core.Gdal;
using Geo.Core.Vectors;
using Geo.Core.Zonal;
using NetTopologySuite.Geometries;

namespace Geo.Jobs.Cli;

/// <summary><c>zonal RASTER POLYGONS</c>: zonal statistics by exact coverage; a row a polygon with its own properties.</summary>
internal static class ZonalCommand
{
    public static Command Create()
    {
        var raster = new Argument<string>("RASTER") { Description = "Raster file" };
        var polygons = new Argument<string>("POLYGONS") { Description = "Polygons, in any CRS" };
        var stats = new Option<string>("--stats") { Description = "Comma-separated: count,sum,mean,min,max,stdev,variance,median,qNN,mode,minority,variety", DefaultValueFactory = _ => "count,sum,mean,min,max,stdev" };
        var band = new Option<int>("--band") { Description = "Band number, from 1", DefaultValueFactory = _ => 1, HelpName = "N" };
        var method = new Option<string>("--method") { Description = "exact coverage or pixel centre", DefaultValueFactory = _ => "exact" };
        method.AcceptOnlyFromAmong("exact", "centre");
        var outFile = new Option<string?>("--out") { Description = "Write the rows with their polygons to a file (by extension)", HelpName = "FILE" };
        var command = new Command("zonal", "Zonal statistics of a raster") { raster, polygons, stats, band, method, outFile };
        command.SetAction(CommandSession.Action(async (session, parsed, cancel) =>
        {
            using Dataset dataset = Dataset.Open(parsed.GetRequiredValue(raster));
            VectorLayer layer = VectorFile.Read(parsed.GetRequiredValue(polygons));
            string[] names = [.. parsed.GetRequiredValue(stats).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
            var options = new ZonalOptions(names, parsed.GetRequiredValue(method) == "exact" ? CoverageMethod.Exact : CoverageMethod.Centre);
            IReadOnlyList<ZonalStatistics> zones = await session.Terminal.WithProgress(
                "zonal", progress => Task.Run(() => Statistics(dataset, parsed.GetValue(band), layer, options, progress, cancel), cancel));
            List<IReadOnlyDictionary<string, object?>> rows = [.. layer.Features.Select((feature, i) => Row(feature, zones[i], names))];
            if (parsed.GetValue(outFile) is { } file)
            {
                VectorFile.Write(Path.GetFullPath(file), "zonal", layer.Crs, OgrFields.Of(rows),
                    layer.Features.Select((feature, i) => feature with { Attributes = rows[i] }));
            }

            session.Terminal.Rows(rows);
            return ExitCode.Done;
        }));
        return command;
    }

    private static IReadOnlyList<ZonalStatistics> Statistics(
        Dataset dataset, int band, VectorLayer layer, ZonalOptions options, IProgress<double> progress, CancellationToken cancel)
    {
        if (band < 1 || band > dataset.BandCount)
        {
            throw new InputException(dataset.Path, "--band", $"there is no band {band}", $"choose 1 to {dataset.BandCount}");
        }

        Grid grid = dataset.Grid;
        SpatialReference crs = layer.Crs
            ?? throw new InputException(layer.Name, "CRS", "the polygons have no CRS", "add it with ogr2ogr -a_srs");
        Func<Geometry, Geometry> place = GeometryTransform.Of(crs, grid.Crs);
        float noData = dataset.Band(band).NoData is { } value ? (float)value : float.NaN;
        return ZonalTable.Of(grid, Read, [.. layer.Features.Select(feature => feature.Geometry is { } geometry ? place(geometry) : null)], options, progress, cancel);

        void Read(Window window, Span<float> into)
        {
            dataset.Read(band, window, into);
            into.Replace(noData, float.NaN);
        }
    }

    private static Dictionary<string, object?> Row(VectorFeature feature, ZonalStatistics zone, string[] names)
    {
        var row = new Dictionary<string, object?>(feature.Attributes);
        foreach (string name in names)
        {
            double value = zone[name];
            row[name] = double.IsNaN(value) ? null : value;
        }

        return row;
    }
}
