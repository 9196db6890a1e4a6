// The program starts here.
System.Environment.Exit(0);
