using System.Text.Json;
using Geo.Core.Imagery;
using Geo.Core.Store;
using Geo.Core.Volumes;
using Geo.Jobs.Jobs;

namespace Geo.Jobs.Tracing;

/// <summary>A volume is measured again: the same toe line, base and errors on the same surface model.</summary>
internal static class VolumeTrace
{
    // Chosen or told, and not measured.
    private static readonly string[] s_given = ["site_kind", "site_code", "dsm", "earlier_dsm", "base", "toe_source", "bulk_density_t_m3", "note", "measured_by", "run_id"];

    /// <summary>A column of the layer volumes.</summary>
    public static Parts OfRow(Known known, CancellationToken cancel) => s_given.Contains(known.Property)
        ? Of(known, known.Row, () => Recomputation.None("编号或填报内容，不由程序计算", "an id or what a person said, not computed"), cancel)
        : Of(known, known.Row, () => Again(known, known.Row, (p, scene, measured) =>
            VolumeJob.Row(known.Row.Id, (string)known.Row.Properties["site_code"]!, p, scene, measured, VolumeFigures.Density(p.DensityTM3), known.Row.Geometry!, "", known.Run!).Properties, cancel), cancel);

    /// <summary>A column of dumps that a measurement wrote.</summary>
    public static Parts OfDump(Known known, CancellationToken cancel)
    {
        string? id = known.Row.Properties["volume_id"] as string;
        if (id is null || known.RowAt("volumes", id, known.Set.Revision) is not { } row)
        {
            return new Parts([], [], null, () => Recomputation.None("所依据的体积测量已不存在", "the measurement behind it is gone"));
        }

        return Of(known, row, () => Again(known, row, (p, scene, measured) => VolumeJob.DumpColumns(id, scene, measured, VolumeFigures.Density(p.DensityTM3)), cancel), cancel)
            with
        { Rows = [$"volumes/{id}"] };
    }

    private static Parts Of(Known known, Feature row, Func<Recomputation> again, CancellationToken cancel) => new(
        [.. Scenes(row).SelectMany(scene => TraceInputs.Of(known.Store, scene, check: true, cancel))], [$"dumps/{row.Properties["site_code"]}"], null, again)
    { Rules = [.. VolumeRules.Default.Values.Select(TracedRule.Of)] };

    private static IEnumerable<string> Scenes(Feature row) => new[] { row.Properties["dsm"], row.Properties["earlier_dsm"] }.OfType<string>();

    private static Recomputation Again(
        Known known, Feature row, Func<VolumeParameters, Scene, VolumeMeasurement, IReadOnlyDictionary<string, object?>> columns, CancellationToken cancel)
    {
        var p = JsonSerializer.Deserialize<VolumeParameters>(known.Run!.Parameters, JobTable.JsonStyle)!;
        string sceneId = (string)row.Properties["dsm"]!;
        using var source = new VolumeSource(known.Store);
        HeightSurface surface = source.Surface(sceneId);
        HeightSurface? earlier = row.Properties["earlier_dsm"] is string other ? source.Surface(other) : null;
        VolumeBase basis = earlier is not null ? VolumeBase.Model : VolumeSource.ParseBase((string)row.Properties["base"]!);
        VolumeMeasurement measured = VolumeJob.Measure(p, surface, earlier, basis, row.Geometry!, null, cancel);
        return known.Among(columns(p, known.Store.Scenes.Get(sceneId), measured), "以同一坡脚线、基准面与误差在同一表面模型上重新测量", "measured again on the same surface model, with the same toe line, base and errors");
    }
}
