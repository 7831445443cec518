using NewsPlatform.Extraction;

namespace NewsPlatform.UnitTests.Extraction.Hostile;

public sealed class WorkLimitTests
{
    [Fact]
    public void Thread_that_is_given_little_of_a_processor_is_not_taken_for_one_that_works_for_long()
    {
        if (!OperatingSystem.IsLinux())
        {
            return; // Only there the system tells a thread's processor time.
        }

        using var limit = new WorkLimit(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        // As a thread of low priority beside four of ordinary priority that want its processor: it has one part in forty. No clock but the
        // system's tells of that.
        Thread.Sleep(2000);

        Assert.False(limit.Token.IsCancellationRequested);
    }
}
