using Geo.Core.Classification;
using NetTopologySuite.Geometries;

namespace Geo.Core.Detection;

/// <summary>How a survey decides and what it writes.</summary>
public sealed record SurveyOptions
{
    /// <summary>Classes that become polygons; those that the model does not know are passed over. Where it knows none, the class raster is all there is.</summary>
    public IReadOnlyList<string> ReportedClasses { get; init; } = ["stockpile", "unrestored_pit"];

    /// <summary>
    /// Smallest object, m² on the ellipsoid. 4-connected objects of a reported class that are smaller are dropped; holes
    /// in an object that are smaller (of whatever class, or without data) are filled.
    /// </summary>
    public SquareMetres MinimumMappingUnit { get; init; } = new(500);

    /// <summary>Where neither a person nor a second stage asks for another.</summary>
    public const double UsualThreshold = 0.5;

    /// <summary>
    /// A reported class must be the likeliest and have at least this smoothed probability, [0, 1]; else the pixel goes to the
    /// likeliest class that is not reported. Null takes the one that the model's second stage learned with, else <see cref="UsualThreshold"/>.
    /// </summary>
    public double? Threshold { get; init; }

    /// <summary>False keeps the candidates that the model's second stage (<see cref="Classification.Objects.ObjectStage"/>) would drop.</summary>
    public bool DropsFalseAlarms { get; init; } = true;

    /// <summary>Radius of the binomial kernel that smooths probabilities, pixels, 0 (none) to 3; missing pixels are left out of the mean.</summary>
    public int SmoothingRadius { get; init; } = 1;

    /// <summary>
    /// True leaves out what is certain before it is computed (ADR 0012): with a class raster the pixels whose class is certain,
    /// without one all classes of background where no reported class can reach the threshold; with a probability raster
    /// nothing. No influence on what is found.
    /// </summary>
    public bool ExitsEarly { get; init; } = true;

    /// <summary>Block of pixels worked on at once; a thread needs predictors × 4 bytes × its square. No influence on the result.</summary>
    public int BlockSize { get; init; } = 512;

    /// <summary>Threads, at least 1. No influence on the result.</summary>
    public int Threads { get; init; } = Math.Max(1, Environment.ProcessorCount);

    /// <summary>Area of interest, longitude/latitude (CRS84): pixels whose centre lies outside count as without data; null for the whole grid.</summary>
    public Geometry? Aoi { get; init; }

    /// <summary>Where to write the class raster: Byte GeoTIFF on the source's grid, 0 = no data, classes from 1 in the model's order, named by GDAL category names. Null for none.</summary>
    public string? ClassRaster { get; init; }

    /// <summary>Where to write smoothed probabilities: Float32 GeoTIFF, a band a class, NaN = no data. Null for none.</summary>
    public string? ProbabilityRaster { get; init; }

    /// <summary>
    /// Where decided blocks are kept, so that a survey that was killed goes on from there; the answer is the same. The caller
    /// names it after source, model and options. Without effect beside a probability raster. Null for nowhere.
    /// </summary>
    public Checkpoint? Checkpoint { get; init; }

    /// <summary>The same with the threshold that a model decides by.</summary>
    /// <param name="card">Of the model; null for one made in memory.</param>
    public SurveyOptions DecidedBy(ModelCard? card) => this with { Threshold = Threshold ?? (card?.Objects is { Attributes: not null } stage ? stage.CandidateThreshold : UsualThreshold) };
}

/// <summary>What a survey found.</summary>
/// <param name="Detections">In the order of their uppermost, then leftmost pixel.</param>
/// <param name="ByClass">Number of detections of each reported class that the model knows.</param>
/// <param name="ValidPixels">Pixels that were classified.</param>
/// <param name="PixelsByClass">Classified pixels of each class of the model, before objects are dropped or filled; of the reported classes alone where early exit did not tell the others apart.</param>
/// <param name="DroppedObjects">Objects below the minimum mapping unit.</param>
/// <param name="FalseAlarms">Objects that the second stage dropped.</param>
public sealed record SurveyResult(
    IReadOnlyList<DetectionPolygon> Detections, IReadOnlyDictionary<string, int> ByClass,
    long ValidPixels, IReadOnlyDictionary<string, long> PixelsByClass, int DroppedObjects, int FalseAlarms)
{
    /// <summary>What the second stage dropped, the likeliest first, each with its score: where a person looks for what was missed.</summary>
    public IReadOnlyList<DetectionPolygon> Doubtful { get; init; } = [];

    /// <summary>Blocks of the grid, and how many of them a checkpoint brought; the others were read.</summary>
    public (int All, int Kept) Blocks { get; init; }
}
