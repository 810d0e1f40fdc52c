module launcher-go

go 1.25
