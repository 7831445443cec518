return await NewsPlatform.Hosting.NewsHost.RunAsync(args, NewsPlatform.Clean.CleanModule.Module);
