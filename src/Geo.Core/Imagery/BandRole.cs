namespace Geo.Core.Imagery;

/// <summary>What a band measures, whatever the sensor calls it. Wavelengths stand in the sensor profile.</summary>
public enum BandRole
{
    /// <summary>No optical role.</summary>
    Other = 0,
    /// <summary>Coastal aerosol, about 443 nm.</summary>
    Coastal,
    /// <summary>Blue, about 490 nm.</summary>
    Blue,
    /// <summary>Green, about 560 nm.</summary>
    Green,
    /// <summary>Red, about 665 nm.</summary>
    Red,
    /// <summary>Red edge, about 705 nm.</summary>
    RedEdge1,
    /// <summary>Red edge, about 740 nm.</summary>
    RedEdge2,
    /// <summary>Red edge, about 783 nm.</summary>
    RedEdge3,
    /// <summary>Near infrared, broad, about 842 nm.</summary>
    Nir,
    /// <summary>Near infrared, narrow, about 865 nm.</summary>
    NirNarrow,
    /// <summary>Short-wave infrared, about 1610 nm.</summary>
    Swir1,
    /// <summary>Short-wave infrared, about 2190 nm.</summary>
    Swir2,
    /// <summary>Height above a datum, metres (DSM or DEM).</summary>
    Elevation,
}
