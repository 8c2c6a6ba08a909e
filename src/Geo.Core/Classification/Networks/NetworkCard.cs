namespace Geo.Core.Classification.Networks;

/// <summary>How a network is fed and what its output means; kept on the model's card.</summary>
/// <param name="Scale">Reflectance is multiplied by this (10000 where it was trained on digital numbers); heights in metres are not.</param>
/// <param name="Logits">True where the output is not yet a probability: softmax over the channels is taken, of a single channel the logistic function.</param>
/// <param name="Tile">Side of a tile, pixels.</param>
/// <param name="Rim">Pixels dropped on each side of a tile: at least the network's reach.</param>
/// <param name="Overlap">Pixels beyond the rims that neighbouring tiles share and blend.</param>
public sealed record NetworkCard(float Scale, bool Logits, int Tile, int Rim, int Overlap);
