namespace Geo.Core.Classification.Training;

/// <summary>Places that people said something about, as a training used them.</summary>
/// <param name="Confirmed">Detections that are what the survey said.</param>
/// <param name="Rejected">Detections that are something else.</param>
/// <param name="Missed">Places that surveys had missed.</param>
/// <param name="PassedOver">Those that gave no sample: overruled by a later word on the same ground, labelled alike already, or on imagery that cannot be used.</param>
public sealed record ReviewCount(int Confirmed, int Rejected, int Missed, int PassedOver)
{
    /// <summary>Places that gave samples.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int Used => Confirmed + Rejected + Missed;
}
