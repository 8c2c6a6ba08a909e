namespace Geo.Core;

/// <summary>What is to be changed was changed by somebody else since it was read.</summary>
public sealed class StaleException : Exception
{
    /// <param name="message">What was changed.</param>
    public StaleException(string message)
        : base(message)
    {
    }

    /// <param name="message">What was changed.</param>
    /// <param name="mend">What to do about it.</param>
    public StaleException(string message, string mend)
        : base($"{message}; {mend}")
    {
    }
}
