namespace Geo.Core.Demo;

/// <summary>How much of the demo district is made.</summary>
public enum DemoSize
{
    /// <summary>A window of 12 × 10 km with part of the sites and four dates.</summary>
    Small,

    /// <summary>The whole district with all 99 pits and nine dates.</summary>
    Full,
}

/// <summary>One synthetic scene on disk.</summary>
/// <param name="Path">GeoTIFF: ten bands UInt16 (0 no data, reflectance = (DN − 1000)/10000) and the SCL as band 11.</param>
/// <param name="AcquiredAt">Pretended acquisition, UTC.</param>
/// <param name="Profile">Sensor profile: sentinel2-l2a, or landsat-c2l2 for a folder with a product of Landsat's.</param>
/// <param name="Bands">Band name (B02 … B12, SCL) by band number minus one.</param>
public sealed record DemoScene(string Path, DateTimeOffset AcquiredAt, string Profile, IReadOnlyList<string> Bands);

/// <summary>What <see cref="DistrictSimulator"/> wrote. Vector files are GeoJSON in CRS84; every feature has <c>synthetic: true</c>.</summary>
/// <param name="Scenes">By date.</param>
/// <param name="MineSites">Register of the listed pits.</param>
/// <param name="Dumps">Register of the listed dumps; unlisted ones stand in the truth only.</param>
/// <param name="SensitiveAreas">Sensitive areas.</param>
/// <param name="KeyControlAreas">Areas of tightened control.</param>
/// <param name="Towns">Towns, a partition of the outline by nearest centre.</param>
/// <param name="Rivers">The river.</param>
/// <param name="TrainingPolygons">Labelled polygons, field <c>label</c>; only on objects of the truth's train split and on ground away from the test split.</param>
/// <param name="Truth">All real stockpiles and pits: class, status per date, listed code or null, split train or test.</param>
/// <param name="TruthClasses">Byte GeoTIFF of the true class of each pixel at the last date (0 outside; numbers as in its GEOWFC_CLASSES metadata).</param>
/// <param name="DroneOrtho">RGBN orthomosaic, Byte, 0.3 m.</param>
/// <param name="DroneDsm">Surface model over the same dump, Float32 metres.</param>
/// <param name="Archive">Scenes of the years before and after, by date: what tracking looks back on.</param>
/// <param name="Dem">Heights of the ground with its pits and dumps, Float32 metres, 10 m.</param>
public sealed record DemoFiles(
    IReadOnlyList<DemoScene> Scenes, string MineSites, string Dumps, string SensitiveAreas, string KeyControlAreas,
    string Towns, string Rivers, string TrainingPolygons, string Truth, string TruthClasses, string DroneOrtho, string DroneDsm,
    IReadOnlyList<DemoScene> Archive, string Dem);
