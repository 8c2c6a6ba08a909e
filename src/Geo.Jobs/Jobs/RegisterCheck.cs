using System.Globalization;
using Geo.Core.Imagery;
using Geo.Core.Placement;
using Geo.Core.Sites;
using Geo.Core.Store;
using NetTopologySuite.Geometries;

namespace Geo.Jobs.Jobs;

/// <summary>A register held against the workspace's imagery.</summary>
/// <param name="Register">mine-sites or dumps.</param>
/// <param name="Result">What came of it.</param>
/// <param name="SceneId">The scene.</param>
/// <param name="Sentence">What to tell; ends with the command to mend where the register is shifted.</param>
public sealed record RegisterCheckReport(string Register, RegisterFitResult Result, string SceneId, Reason Sentence);

/// <summary>Holds registers against the workspace's imagery: chooses the scene, judges, words it, keeps it for the pages.</summary>
public static class RegisterCheck
{
    // Clouds hide outlines; a pixel wider than a site sees none.
    private const double ClearBelow = 0.3, CoarsestMetres = 40, LeastShown = 0.6;

    /// <summary>The registers whose outlines show in imagery.</summary>
    public static IReadOnlyList<string> Registers { get; } = ["mine-sites", "dumps"];

    /// <summary>Judges outlines; nothing is written.</summary>
    /// <param name="store">The workspace.</param>
    /// <param name="register">mine-sites or dumps.</param>
    /// <param name="outlines">Longitude/latitude.</param>
    /// <param name="cancel">Looked at once an outline.</param>
    /// <returns>Null for other registers, and where no scene shows the outlines.</returns>
    public static RegisterCheckReport? Judge(WorkspaceStore store, string register, IReadOnlyList<Geometry> outlines, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (!Registers.Contains(register) || SceneFor(store.Scenes.List(), outlines) is not { } scene) return null;
        using var source = new SceneSource(scene, store.Workspace.Scenes);
        var result = RegisterFit.Judge(outlines, source, cancel);
        return new RegisterCheckReport(register, result, scene.Id, Sentence(register, result, scene.Id));
    }

    /// <summary>Judges a register as it is stored, and keeps the result.</summary>
    /// <returns>Null where no scene shows it.</returns>
    public static RegisterCheckReport? Check(WorkspaceStore store, string register, string author, TimeProvider time, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(time);
        Geometry[] outlines = [.. store.Layer(register).Items(ItemsRequest.Everything).Select(feature => feature.Geometry).OfType<Geometry>()];
        if (Judge(store, register, outlines, cancel) is not { } report) return null;
        store.Write(author, null, null, writer => RegisterFits.Put(writer, new StoredRegisterFit(register, report.Result, report.SceneId, time.GetUtcNow())));
        return report;
    }

    /// <summary>The result in words.</summary>
    public static Reason Sentence(string register, RegisterFitResult result, string sceneId)
    {
        ArgumentNullException.ThrowIfNull(result);
        string Number(double metres) => Math.Round(Math.Abs(metres)).ToString(CultureInfo.InvariantCulture);
        string zh = $"偏{(result.EastMetres >= 0 ? "东" : "西")} {Number(result.EastMetres)} 米、偏{(result.NorthMetres >= 0 ? "北" : "南")} {Number(result.NorthMetres)} 米";
        string en = $"{Number(result.EastMetres)} m {(result.EastMetres >= 0 ? "east" : "west")} and {Number(result.NorthMetres)} m {(result.NorthMetres >= 0 ? "north" : "south")}";
        var (likeZh, likeEn) = result.LooksLike switch
        {
            "gcj02" => ($"，与 GCJ-02（高德、腾讯地图）坐标的偏移一致：请用 geowfc import {register} 文件 --source-crs gcj02 重新导入", $", the shift of GCJ-02 coordinates (Gaode, Tencent): import again with geowfc import {register} FILE --source-crs gcj02"),
            "bd09" => ($"，与 BD-09（百度地图）坐标的偏移一致：请用 geowfc import {register} 文件 --source-crs bd09 重新导入", $", the shift of BD-09 coordinates (Baidu): import again with geowfc import {register} FILE --source-crs bd09"),
            "wgs84" => ($"，与多做一次 GCJ-02 纠偏一致：请不带 --source-crs gcj02 重新导入", ", as if coordinates that are no GCJ-02 had been taken for it: import again without --source-crs gcj02"),
            _ => ("，不是 GCJ-02 或 BD-09 的偏移：请核对坐标系后重新导入", ", which is no shift of GCJ-02 or BD-09: check the coordinate system and import again with --source-crs"),
        };
        return result.State switch
        {
            FitState.Fits => new Reason($"图斑与影像相符（{result.Sites} 个图斑，影像 {sceneId}）", $"the outlines lie on what the imagery shows ({result.Sites} outlines, scene {sceneId})"),
            FitState.Shifted => new Reason($"图斑与影像相差 {Number(result.Metres)} 米（{zh}）{likeZh}（{result.Sites} 个图斑，影像 {sceneId}）",
                $"the outlines lie {Number(result.Metres)} m off what the imagery shows ({en}){likeEn} ({result.Sites} outlines, scene {sceneId})"),
            _ => new Reason($"无法判断图斑与影像是否相符（{result.Sites} 个图斑，影像 {sceneId}）", $"it cannot be told whether the outlines lie on what the imagery shows ({result.Sites} outlines, scene {sceneId})"),
        };
    }

    // The newest clear scene that shows most of the outlines; near infrared first.
    private static Scene? SceneFor(IReadOnlyList<Scene> scenes, IReadOnlyList<Geometry> outlines)
    {
        var polygons = outlines.Where(outline => outline is Polygon or MultiPolygon && !outline.IsEmpty).ToList();
        double Shown(Scene scene) => polygons.Count(polygon => scene.Footprint.EnvelopeInternal.Covers(polygon.EnvelopeInternal)) / Math.Max(1.0, polygons.Count);
        return scenes
            .Where(scene => scene.Bands.Any(band => band.Role == BandRole.Red) && scene.CloudShare < ClearBelow && GroundPixel.SideOf(scene.Grid) <= CoarsestMetres)
            .Select(scene => (Scene: scene, Shown: Shown(scene))).Where(one => one.Shown >= LeastShown)
            .OrderByDescending(one => one.Scene.Bands.Any(band => band.Role is BandRole.Nir or BandRole.NirNarrow)).ThenByDescending(one => Math.Round(one.Shown, 1))
            .ThenBy(one => one.Scene.Shift?.State == ShiftState.Off).ThenBy(one => GroundPixel.SideOf(one.Scene.Grid) > 20).ThenByDescending(one => one.Scene.AcquiredAt)
            .Select(one => one.Scene).FirstOrDefault();
    }
}
