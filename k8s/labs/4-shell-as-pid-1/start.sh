echo "Starting Orders"
java -XX:Flags=/app/jvm.flags -Xlog:disable -Xlog:all=warning:stderr -cp @/app/jib-classpath-file com.example.orders.OrdersApplication "$@"
echo "Orders has stopped"
