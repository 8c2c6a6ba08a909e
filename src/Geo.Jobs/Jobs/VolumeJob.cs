using System.Text.Json;
using System.Text.Json.Serialization;
using Geo.Core;
using Geo.Core.Crs;
using Geo.Core.Imagery;
using Geo.Core.Store;
using Geo.Core.Tracking;
using Geo.Core.Volumes;
using Geo.Jobs.Runs;
using NetTopologySuite.Geometries;

namespace Geo.Jobs.Jobs;

/// <param name="Code">The dump.</param>
/// <param name="Dsm">Scene of its surface model; null takes the youngest that shows it.</param>
/// <param name="Base">plane (where left out), triangulated, lowest, or model.</param>
/// <param name="Earlier">Scene of heights that is the base (an earlier DSM, or a DEM); makes the base model.</param>
/// <param name="ToeSource">register, proposed or drawn; drawn where a toe line is given, else proposed.</param>
/// <param name="Toe">The toe line as GeoJSON, longitude and latitude.</param>
/// <param name="DensityTM3">Bulk density; without it no mass is told.</param>
/// <param name="VerticalErrorM">Standard error of a height, all parts; null takes the rules'.</param>
/// <param name="RegistrationErrorM">Standard error of place; null takes the rules'.</param>
/// <param name="Note">What the person says to it.</param>
internal sealed record VolumeParameters(
    string? Code, string? Dsm = null, string? Base = null, string? Earlier = null, string? ToeSource = null, JsonElement? Toe = null,
    [property: JsonPropertyName("density_t_m3")] double? DensityTM3 = null, double? VerticalErrorM = null, double? RegistrationErrorM = null, string? Note = null);

/// <summary>Measures a dump: a row of the layer volumes, and the dump's own columns where it is the newest.</summary>
internal static class VolumeJob
{
    public const string Kind = "volume";

    public static Task<object> Execute(RunContext context, CancellationToken cancel)
    {
        var p = JobTable.Parameters<VolumeParameters>(context);
        WorkspaceStore store = context.Store;
        string code = p.Code ?? throw new InputException("volume", "code", "it is missing", "name the dump");
        double? density = VolumeFigures.Density(p.DensityTM3);
        using var source = new VolumeSource(store);
        Feature dump = source.Dump(code);
        string sceneId = p.Dsm ?? source.YoungestSurface(dump)?.Id
            ?? throw new InputException($"dump {code}", "dsm", "no surface model shows it", "take one in with geowfc ingest FILE --profile dsm");
        Scene scene = store.Scenes.Get(sceneId);
        HeightSurface surface = source.Surface(sceneId);
        HeightSurface? earlier = p.Earlier is { Length: > 0 } other ? source.Surface(other) : null;
        if (p.Earlier == sceneId) throw new InputException("volume", "earlier", "it is the surface model itself", "choose another scene of heights");
        VolumeBase basis = earlier is not null ? VolumeBase.Model : VolumeSource.ParseBase(p.Base ?? "plane");
        var (toe, toeSource, remarks) = Toe(p, source, dump, sceneId, cancel);
        VolumeMeasurement measured = Measure(p, surface, earlier, basis, toe, context.Progress, cancel);

        // The same measurement again is the same row.
        string id = $"{code}-{RunLedger.HashOf(Kind, context.Run.Parameters, sceneId)[..10]}";
        // A change between two flights is no volume of the dump; above a terrain model or its own toe it is.
        bool whole = p.Earlier is null || store.Scenes.Get(p.Earlier).Profile == "dem";
        bool newest = dump.Properties["volume_at"] is not DateTimeOffset known || known <= scene.AcquiredAt;
        double? massBefore = dump.Properties["estimated_tonnes"] as double?;
        context.Write(writer =>
        {
            writer.Put("volumes", Row(id, code, p, scene, measured, density, toe, toeSource, context.Run));
            if (whole && newest) writer.Put("dumps", new Feature(code, null, DumpColumns(id, scene, measured, density)));
        });

        var outputs = VolumeFigures.Of(measured, density);
        outputs["run_id"] = context.Run.Id;
        outputs["volume_id"] = id;
        outputs["code"] = code;
        outputs["toe_source"] = toeSource;
        outputs["dump_updated"] = whole && newest;
        outputs["tonnes_before"] = density is null ? null : massBefore;
        outputs["remarks"] = (Remark[])[.. measured.Remarks, .. remarks];
        return Task.FromResult<object>(outputs);
    }

    /// <summary>Measures as a run's parameters say.</summary>
    /// <param name="p">The parameters: errors.</param>
    /// <param name="surface">The surface model.</param>
    /// <param name="earlier">The other model, where it is the base.</param>
    /// <param name="basis">The base.</param>
    /// <param name="toe">Toe line, longitude/latitude.</param>
    /// <param name="progress">[0, 1].</param>
    /// <param name="cancel">Looked at once a block.</param>
    internal static VolumeMeasurement Measure(
        VolumeParameters p, HeightSurface surface, HeightSurface? earlier, VolumeBase basis, Geometry toe, IProgress<double>? progress, CancellationToken cancel) => VolumeMeter.Default.Measure(
            surface, GeometryTransform.Transform(toe, WellKnown.Crs84, surface.Grid.Crs),
            new VolumeOptions(basis, earlier, VolumeFigures.Errors(p.VerticalErrorM, p.RegistrationErrorM)), progress, cancel);

    private static (Geometry Toe, string Source, IReadOnlyList<Remark> Remarks) Toe(VolumeParameters p, VolumeSource source, Feature dump, string sceneId, CancellationToken cancel)
    {
        string from = p.ToeSource ?? (p.Toe is { ValueKind: JsonValueKind.Object } ? "drawn" : "proposed");
        switch (from)
        {
            case "drawn":
                return (VolumeSource.Toe(p.Toe is { ValueKind: JsonValueKind.Object } drawn ? drawn
                    : throw new InputException("volume", "toe", "it is missing", "send the drawn toe line as GeoJSON")), from, []);
            case "register":
                return (ToeFile.Checked(dump.Geometry, $"dump {dump.Id}"), from, []);
            case "proposed":
                var (proposed, lonLat, _) = source.Propose(dump.Id, sceneId, cancel);
                return (lonLat, from, proposed.Remarks);
            default:
                throw new InputException("volume", "toe_source", $"'{from}' is no source of a toe line", "use register, proposed or drawn");
        }
    }

    /// <summary>The row of a measurement.</summary>
    internal static Feature Row(
        string id, string code, VolumeParameters p, Scene scene, VolumeMeasurement m, double? density, Geometry toe, string toeSource, Run run) =>
        new(id, toe is Polygon one ? one.Factory.CreateMultiPolygon([one]) : toe, new Dictionary<string, object?>
        {
            ["site_kind"] = TrackedSite.Dump,
            ["site_code"] = code,
            ["measured_at"] = scene.AcquiredAt,
            ["dsm"] = scene.Id,
            ["earlier_dsm"] = p.Earlier,
            ["base"] = VolumeFigures.Name(m.Base),
            ["toe_source"] = toeSource,
            ["cut_m3"] = m.CutM3,
            ["fill_m3"] = m.FillM3,
            ["net_m3"] = m.NetM3,
            ["uncertainty_m3"] = m.Errors.Total,
            ["net_low_m3"] = m.NetLowM3,
            ["net_high_m3"] = m.NetHighM3,
            ["bases_low_m3"] = m.OverBases.Low,
            ["bases_high_m3"] = m.OverBases.High,
            ["footprint_m2"] = m.FootprintM2,
            ["covered_m2"] = m.CoveredM2,
            ["surface_area_m2"] = m.SurfaceM2,
            ["height_max_m"] = m.HeightMaxM,
            ["height_mean_m"] = m.HeightMeanM,
            ["vertical_error_m"] = m.Error.Vertical,
            ["registration_error_m"] = m.Error.Registration,
            ["level_of_detection_m"] = m.Detected?.LevelM,
            ["bulk_density_t_m3"] = density,
            ["tonnes"] = density is { } t ? m.FillM3 * t : null,
            ["note"] = p.Note,
            ["measured_by"] = run.Author,
            ["run_id"] = run.Id,
        });

    // The mass only where a density was given: that of the register stays otherwise, and stays in the history in any case.
    internal static Dictionary<string, object?> DumpColumns(string id, Scene scene, VolumeMeasurement m, double? density)
    {
        var columns = new Dictionary<string, object?>
        {
            ["volume_id"] = id,
            ["volume_m3"] = m.FillM3,
            ["volume_uncertainty_m3"] = m.Errors.Total,
            ["volume_at"] = scene.AcquiredAt,
            ["height_m"] = m.HeightMaxM,
        };
        if (density is { } t)
        {
            columns["estimated_tonnes"] = m.FillM3 * t;
            columns["bulk_density_t_m3"] = t;
            columns["mass_source"] = "volume";
            columns["large_bulk"] = m.FillM3 * t >= VolumeRules.Default.LargeBulk;
        }

        return columns;
    }
}
